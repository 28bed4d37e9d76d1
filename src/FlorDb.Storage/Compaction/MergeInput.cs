using FlorDb.Storage.Arrow;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Compaction;

/// <summary>A segment that is being merged.</summary>
internal sealed class MergeInput(SegmentReader reader) : IDisposable
{
    private readonly long[] _starts = StartsOf(reader);

    public SegmentInfo Info => reader.Info;

    public Schema Schema => reader.Schema;

    public int BatchCount => reader.BatchCount;

    /// <summary>Turns batches as they are stored into those of the merged schema.</summary>
    public Func<RecordBatch, RecordBatch> Convert { get; set; } = batch => batch;

    /// <summary>Reads a batch into the merged schema.</summary>
    /// <exception cref="StoreException">The batch is damaged.</exception>
    public RecordBatch Read(int batch)
    {
        var stored = reader.Read(batch);
        if (_starts.Length > 0 && stored.RowCount != _starts[batch + 1] - _starts[batch])
            throw new StoreException($"segments/{Info.FileName} is damaged: batch {batch} has {stored.RowCount} rows.");
        return Convert(stored);
    }

    /// <summary>The parts of batches that rows of a loop segment stand in.</summary>
    public IEnumerable<(int Batch, int Start, int Count)> Locate(long start, long end)
    {
        int found = Array.BinarySearch(_starts, start);
        int batch = found >= 0 ? found : ~found - 1;
        for (; start < end; batch++)
        {
            long stop = Math.Min(end, _starts[batch + 1]);
            if (stop > start) yield return (batch, (int)(start - _starts[batch]), (int)(stop - start));
            start = Math.Max(start, stop);
        }
    }

    public void Dispose() => reader.Dispose();

    /// <summary>The first row of each batch of a loop segment, and at the end the number of rows; nothing for a system segment.</summary>
    private static long[] StartsOf(SegmentReader reader)
    {
        if (reader.Info.Kind != SegmentKind.Loop) return [];
        var rows = reader.ReadZones()?.Rows.Select(count => (long)count) ?? reader.Info.Runs.Select(run => run.RowCount);
        var starts = new List<long> { 0 };
        foreach (long count in rows) starts.Add(starts[^1] + count);
        return starts.Count == reader.BatchCount + 1 && starts[^1] == reader.Info.RowCount
            ? [.. starts]
            : throw new StoreException($"segments/{reader.Info.FileName} is damaged: its batches don't have the rows that the manifest tells of.");
    }
}
