using System.Collections.Immutable;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Summaries;

namespace FlorDb.Storage.Compaction;

/// <summary>
/// Merges segments of one kind and loop path into one, without the rows of deleted runs. Works column by column and batch by batch. The rows of a loop
/// path are sorted by run; those of one run keep their order.
/// </summary>
internal sealed class SegmentMerger(IStoreFileSystem files, StoreLayout layout, IReadOnlySet<RunKey> deleted, long memoryBytes, CancellationToken cancellation)
    : IDisposable
{
    private readonly List<MergeInput> _inputs = [];
    private SummaryBuilder? _sums;

    /// <summary>The segment that was read last: the one to blame for a failure.</summary>
    public string? Current { get; private set; }

    /// <summary>
    /// Writes the merged segment, unless no row is left; and the sums of rows that come from segments of version 1, which have none.
    /// </summary>
    /// <exception cref="StoreException">A segment is damaged or missing.</exception>
    /// <exception cref="IOException">The merged segment can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left behind.</exception>
    public ImmutableArray<SegmentInfo> Merge(IReadOnlyList<SegmentInfo> inputs, string name)
    {
        foreach (var input in inputs)
        {
            Current = input.FileName;
            _inputs.Add(new MergeInput(new SegmentFile(files, layout, input).Open()));
        }

        var schema = MergeSchemas();
        using var writer = new SegmentWriter(files, layout.Segment(name), schema);
        var runs = inputs[0].Kind == SegmentKind.Loop ? CopyLoopRows(writer) : CopySystemRows(writer);
        if (writer.RowCount == 0) return [];
        var merged = writer.Finish(inputs[0].Kind, inputs[0].Path, LoopTable.Merge(inputs.SelectMany(input => input.Names)), runs);
        if (_sums is null) return [merged];
        var table = SummaryTable.Encode([.. _sums.Summaries]);
        return [merged, SegmentFile.Write(files, layout, $"{Path.GetFileNameWithoutExtension(name)}-summaries{StoreLayout.SegmentExtension}", SegmentKind.Summaries, LoopPath.Root, table, [], [])];
    }

    public void Dispose()
    {
        foreach (var input in _inputs) input.Dispose();
    }

    private Schema MergeSchemas()
    {
        var merged = new MergedSchema([.. _inputs.Select(input => (input.Schema, input.Info.RowCount))]);
        foreach (var input in _inputs)
        {
            Current = input.Info.FileName;
            input.Convert = merged.ConverterFrom(input.Schema);
        }

        return merged.Schema;
    }

    private ImmutableArray<RunRows> CopyLoopRows(SegmentWriter writer)
    {
        var batches = new BatchCache(memoryBytes);
        var runs = new List<RunRows>();
        foreach (var piece in Pieces().Where(piece => !deleted.Contains(piece.Rows.Run)).OrderBy(piece => piece.Rows.Run))
        {
            cancellation.ThrowIfCancellationRequested();
            Current = piece.Input.Info.FileName;
            foreach (var (batch, start, count) in piece.Input.Locate(piece.Start, piece.Start + piece.Rows.RowCount))
            {
                var rows = batches.Read(piece.Input, batch);
                writer.Write(rows, start, count);
                if (!piece.Input.Info.HasSummary) (_sums ??= new SummaryBuilder(piece.Input.Info.Path)).Add(rows, start, count, piece.Rows);
            }

            if (runs.Count > 0 && runs[^1].Run == piece.Rows.Run && runs[^1].Replay == piece.Rows.Replay)
                runs[^1] = runs[^1] with { RowCount = runs[^1].RowCount + piece.Rows.RowCount };
            else runs.Add(piece.Rows);
        }

        return [.. runs];
    }

    /// <summary>The rows of each run, as they stand in the inputs.</summary>
    private IEnumerable<(MergeInput Input, long Start, RunRows Rows)> Pieces()
    {
        foreach (var input in _inputs)
        {
            long start = 0;
            foreach (var rows in input.Info.Runs)
            {
                yield return (input, start, rows);
                start += rows.RowCount;
            }
        }
    }

    private ImmutableArray<RunRows> CopySystemRows(SegmentWriter writer)
    {
        foreach (var batch in SystemBatches())
            foreach (var (start, count) in Kept(batch)) writer.Write(batch, start, count);
        return [];
    }

    private IEnumerable<RecordBatch> SystemBatches()
    {
        foreach (var input in _inputs)
        {
            Current = input.Info.FileName;
            for (int i = 0; i < input.BatchCount; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return input.Read(i);
            }
        }
    }

    /// <summary>The ranges of a system segment's rows whose runs are not deleted.</summary>
    private List<(int Start, int Count)> Kept(RecordBatch batch)
    {
        if (deleted.Count == 0 || batch.Find(SystemTables.RunColumn) is not DictionaryArray { Dictionary: BinaryArray keys } runs) return [(0, batch.RowCount)];
        bool[] isDeleted = [.. Enumerable.Range(0, keys.Length).Select(i => deleted.Contains(RunKey.Parse(keys.GetString(i)!)))];
        var kept = new List<(int Start, int Count)>();
        for (int row = 0; row < batch.RowCount; row++)
        {
            int key = runs.GetIndex(row);
            if ((uint)key >= (uint)isDeleted.Length) throw new ArrowFormatException($"Row {row} of {Current} belongs to no run: its key {key} is not in the dictionary.");
            if (isDeleted[key]) continue;
            if (kept.Count > 0 && kept[^1].Start + kept[^1].Count == row) kept[^1] = (kept[^1].Start, kept[^1].Count + 1);
            else kept.Add((row, 1));
        }

        return kept;
    }
}
