using System.Collections.Immutable;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Verification;

/// <summary>
/// Writes what is intact of a damaged segment into a new one. Each buffer has a checksum of its own, so a column that is damaged in one batch costs the
/// cells of that column in that batch, and a damaged key column that batch's rows.
/// </summary>
internal sealed class SegmentSalvage(IStoreFileSystem files, StoreLayout layout)
{
    /// <summary>What nulls may take in memory: no intact batch has a column that is larger, but for a single value.</summary>
    private const double LargestNulls = 4 * BatchAssembler.LargestBytes;

    /// <summary>What a salvage came to.</summary>
    /// <param name="Segment">The new segment; null if nothing was intact.</param>
    /// <param name="LostRows">The rows that are not in it.</param>
    /// <param name="LostColumns">The columns of which cells are missing in it.</param>
    internal sealed record Outcome(SegmentInfo? Segment, long LostRows, ImmutableArray<string> LostColumns);

    /// <param name="info">The damaged segment.</param>
    /// <param name="name">The name of the new one.</param>
    /// <exception cref="IOException">The new one can't be written.</exception>
    public Outcome Run(SegmentInfo info, string name)
    {
        try
        {
            using var reader = new SegmentFile(files, layout, info).Open();
            return reader.ReadZones() is { } zones ? Copy(reader, zones, name) : new Outcome(null, info.RowCount, []);
        }
        catch (Exception failure) when (failure is StoreException or InvalidOperationException)
        {
            // Without its end nothing of it can be trusted; neither of a file of version 1, which has one checksum for all.
            return new Outcome(null, info.RowCount, []);
        }
    }

    private Outcome Copy(SegmentReader reader, ZoneMap zones, string name)
    {
        var lost = new SortedSet<string>(StringComparer.Ordinal);
        var kept = new List<RunRows>();
        using var writer = new SegmentWriter(files, layout.Segment(name), reader.Schema);
        long start = 0;
        for (int i = 0; i < reader.BatchCount; i++)
        {
            if (TryRead(reader, i, zones.Rows[i], lost) is { } batch)
            {
                writer.Write(batch, 0, batch.RowCount);
                kept.AddRange(Within(reader.Info.Runs, start, start + zones.Rows[i]));
            }

            start += zones.Rows[i];
        }

        if (writer.RowCount == 0) return new Outcome(null, start, []);
        var segment = writer.Finish(reader.Info.Kind, reader.Info.Path, reader.Info.Names, [.. kept]);
        files.FlushFolder(layout.SegmentFolder);
        return new Outcome(segment, start - segment.RowCount, [.. lost]);
    }

    /// <summary>A batch with nulls for what is damaged; null if it is damaged where it may not be.</summary>
    private static RecordBatch? TryRead(SegmentReader reader, int index, int rowCount, SortedSet<string> lost)
    {
        if (TryRead(reader, index, null) is { } whole) return whole;
        var damaged = new List<string>();
        var columns = ImmutableArray.CreateBuilder<ArrowArray>();
        for (int i = 0; i < reader.Schema.Fields.Length; i++)
        {
            var field = reader.Schema.Fields[i];
            if (TryRead(reader, index, [i]) is { } one && one.RowCount == rowCount)
            {
                columns.Add(one.Columns[0]);
                continue;
            }

            if (field.Metadata.Find(ColumnRole.RoleKey) is not (ColumnRole.Cell or ColumnRole.Argument or ColumnRole.Value)) return null;
            if (RecordBatchSize.OfNulls(field.Type, rowCount) > LargestNulls) return null;
            damaged.Add(field.Metadata.Find(ColumnRole.NameKey) ?? field.Name);
            columns.Add(ArrayBuilder.Nulls(field.Type, rowCount));
        }

        lost.UnionWith(damaged);
        return new RecordBatch(reader.Schema, columns.ToImmutable(), rowCount);
    }

    private static RecordBatch? TryRead(SegmentReader reader, int index, int[]? columns)
    {
        try
        {
            return reader.Read(index, columns);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    /// <summary>Whose the rows of a range are.</summary>
    private static IEnumerable<RunRows> Within(ImmutableArray<RunRows> runs, long start, long end)
    {
        long at = 0;
        foreach (var run in runs)
        {
            long count = Math.Min(at + run.RowCount, end) - Math.Max(at, start);
            if (count > 0) yield return run with { RowCount = count };
            at += run.RowCount;
        }
    }
}
