using FlorDb.Storage.Arrow;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Verification;

/// <summary>Checks segments: every byte against the manifest's checksum, every value, and what is said of the values.</summary>
internal sealed class SegmentVerifier(IStoreFileSystem files, StoreLayout layout)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>What is wrong with a segment; null if nothing is.</summary>
    /// <param name="info">What the manifest says of it.</param>
    /// <param name="advance">Is told how many bytes were read.</param>
    public string? FindFault(SegmentInfo info, Action<long> advance)
    {
        try
        {
            return FindFaultInBytes(info, advance) ?? FindFaultInRows(info);
        }
        catch (Exception failure) when (failure is StoreException or ArrowFormatException or InvalidDataException or FormatException or ArgumentException)
        {
            return failure.Message.TrimEnd('.');
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return "it is missing";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"it can't be read: {failure.Message.TrimEnd('.')}";
        }
    }

    /// <summary>What a segment holds, for people.</summary>
    public static string Describe(SegmentInfo info) => info.Kind switch
    {
        SegmentKind.Loop when info.Path.Depth == 0 => $"{Rows(info)} of runs as a whole",
        SegmentKind.Loop => $"{Rows(info)} of the loop {info.Path}",
        SegmentKind.LoopEnds => "the ends of loops",
        SegmentKind.Checkpoints => "the list of checkpoints",
        SegmentKind.Replays => "the list of replays",
        SegmentKind.Summaries => "the sums of what runs have logged",
        _ => "what later versions know",
    };

    private static string Rows(SegmentInfo info) => info.RowCount == 1 ? "1 row" : $"{info.RowCount} rows";

    private string? FindFaultInBytes(SegmentInfo info, Action<long> advance)
    {
        using var file = files.OpenForReading(layout.Segment(info.FileName));
        if (file.Length != info.Bytes) return $"it has {file.Length} bytes instead of {info.Bytes}";
        using var hash = new XxHash3State();
        var chunk = new byte[Math.Min(ChunkBytes, info.Bytes)];
        for (long offset = 0; offset < info.Bytes; offset += chunk.Length)
        {
            int read = file.Read(offset, chunk.AsSpan(0, (int)Math.Min(chunk.Length, info.Bytes - offset)));
            hash.Append(chunk.AsSpan(0, read));
            advance(read);
        }

        return hash.Current() == info.Hash ? null : "its checksum is not the one that the manifest holds";
    }

    private string? FindFaultInRows(SegmentInfo info)
    {
        using var reader = new SegmentFile(files, layout, info).Open();
        var zones = reader.ReadZones();
        long rows = 0;
        for (int i = 0; i < reader.BatchCount; i++)
        {
            var batch = reader.Read(i);
            rows += batch.RowCount;
            if (info.Kind == SegmentKind.Checkpoints) _ = SystemTables.ReadCheckpoints(batch).Count();
            if (info.Kind == SegmentKind.LoopEnds) _ = SystemTables.ReadLoopEnds(batch).Count();
            if (zones is not null && FindFaultInZones(zones, i, batch) is { } fault) return fault;
        }

        return info.Kind == SegmentKind.Loop && rows != info.RowCount ? $"it has {rows} rows instead of {info.RowCount}" : null;
    }

    private static string? FindFaultInZones(ZoneMap zones, int index, RecordBatch batch)
    {
        if (zones.Rows[index] != batch.RowCount) return $"batch {index} has {batch.RowCount} rows, and its footer says {zones.Rows[index]}";
        for (int i = 0; i < batch.Columns.Length; i++)
        {
            string name = batch.Schema.Fields[i].Name;
            if (zones.Columns.TryGetValue(name, out var column) && column[index] != ColumnZone.Of(batch.Columns[i]))
                return $"the values of column \"{name}\" in batch {index} are not those that its footer speaks of";
        }

        return null;
    }
}
