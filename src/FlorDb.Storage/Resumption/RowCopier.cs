using FlorDb.Storage.Arrow;
using FlorDb.Storage.Compaction;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Summaries;
using FlorDb.Storage.Verification;

namespace FlorDb.Storage.Resumption;

/// <summary>Copies the rows of one loop path that a run takes over, batch by batch: as they are, but for the run that they belong to.</summary>
/// <param name="files">The disk.</param>
/// <param name="layout">Where the segments are.</param>
/// <param name="path">The loop path.</param>
/// <param name="to">The run that takes over.</param>
/// <param name="cut">What it takes over.</param>
internal sealed class RowCopier(IStoreFileSystem files, StoreLayout layout, LoopPath path, RunKey to, RunCut cut) : IDisposable
{
    private readonly List<MergeInput> _inputs = [];
    private readonly SummaryBuilder _sums = new(path);
    private readonly List<(long Index, double Seconds)> _seconds = [];

    /// <summary>What the rows hold, in short.</summary>
    public IEnumerable<CellSummary> Summaries => _sums.Summaries;

    /// <summary>How long the iterations took, by their indices in the outermost loop, as far as that is known.</summary>
    public IEnumerable<(long Index, double Seconds)> Seconds => _seconds;

    /// <summary>Writes the rows as one segment; null where there are none.</summary>
    /// <param name="segments">Where they stand, in the catalog's order.</param>
    /// <param name="name">The new segment.</param>
    /// <exception cref="StoreException">A segment is damaged; the message names it.</exception>
    public SegmentInfo? Copy(IEnumerable<SegmentInfo> segments, string name)
    {
        foreach (var segment in segments) _inputs.Add(new MergeInput(new SegmentFile(files, layout, segment).Open()));
        var schema = new MergedSchema([.. _inputs.Select(input => (UsedColumns(input), input.Info.RowCount))]);
        foreach (var input in _inputs) input.Convert = schema.ConverterFrom(input.Schema);
        using var writer = new SegmentWriter(files, layout.Segment(name), schema.Schema);
        foreach (var (stored, ranges) in _inputs.SelectMany(Ranges))
        {
            var batch = Own(stored);
            foreach (var (start, count) in ranges) Write(writer, batch, start, count);
        }

        if (writer.RowCount == 0) return null;
        return writer.Finish(SegmentKind.Loop, path, SegmentDescriber.NamesOf(schema.Schema), [new RunRows(to, null, writer.RowCount)]);
    }

    public void Dispose()
    {
        foreach (var input in _inputs) input.Dispose();
    }

    private void Write(SegmentWriter writer, RecordBatch batch, int start, int count)
    {
        writer.Write(batch, start, count);
        _sums.Add(batch, start, count, new RunRows(to, null, count));
        var (indices, seconds) = (Outermost(batch), Column<double>(batch, ColumnRole.Seconds));
        for (int row = start; row < start + count; row++)
            if (!seconds.IsNull(row)) _seconds.Add((indices[row], seconds[row]));
    }

    /// <summary>The batches with rows that are taken over, and where those stand in them.</summary>
    private IEnumerable<(RecordBatch Batch, List<(int Start, int Count)> Ranges)> Ranges(MergeInput input)
    {
        long first = 0;
        foreach (var rows in input.Info.Runs)
        {
            if (rows.Run == cut.Checkpoint.Run && rows.Replay is null)
                foreach (var (number, start, count) in input.Locate(first, first + rows.RowCount))
                {
                    var batch = input.Read(number);
                    yield return (batch, Below(Outermost(batch), cut.IterationsOf(path.Loops[0]), start, count));
                }

            first += rows.RowCount;
        }
    }

    private static List<(int Start, int Count)> Below(PrimitiveArray<long> indices, long limit, int start, int count)
    {
        var ranges = new List<(int Start, int Count)>();
        for (int row = start; row < start + count; row++)
        {
            if (indices[row] >= limit) continue;
            if (ranges.Count > 0 && ranges[^1].Start + ranges[^1].Count == row) ranges[^1] = (ranges[^1].Start, ranges[^1].Count + 1);
            else ranges.Add((row, 1));
        }

        return ranges;
    }

    /// <summary>The columns in which the rows have something: other runs, whose rows stand in the same segment, may have logged more.</summary>
    private Schema UsedColumns(MergeInput input)
    {
        bool[] isUsed = [.. input.Schema.Fields.Select(field => RoleOf(field) is not (ColumnRole.Value or ColumnRole.Argument or ColumnRole.Cell))];
        foreach (var (batch, ranges) in Ranges(input))
            for (int column = 0; column < isUsed.Length; column++)
                isUsed[column] = isUsed[column] || ranges.Exists(range => HasValue(batch.Columns[column], range.Start, range.Count));
        return input.Schema.Select([.. Enumerable.Range(0, isUsed.Length).Where(column => isUsed[column])]);
    }

    private static bool HasValue(ArrowArray column, int start, int count)
    {
        for (int row = start; row < start + count; row++)
            if (!column.IsNull(row)) return true;
        return false;
    }

    /// <summary>The batch with the new run's key.</summary>
    private RecordBatch Own(RecordBatch batch)
    {
        var columns = batch.Columns.ToArray();
        columns[IndexOf(batch, ColumnRole.Run)] = ConstantColumns.Coded(to.ToString(), batch.RowCount);
        if (cut.Checkpoint.Position is { Moment: CheckpointMoment.IterationEnd } position && position.Path.Equals(path))
            columns[IndexOf(batch, ColumnRole.Seconds)] = EndIteration(batch, position.Iterations - 1);
        return new RecordBatch(batch.Schema, [.. columns], batch.RowCount);
    }

    /// <summary>The iteration at whose end the checkpoint stands has ended, even if its process died before it came to record that.</summary>
    private ArrowArray EndIteration(RecordBatch batch, long iteration)
    {
        long captured = Instant.ToMicroseconds(cut.Checkpoint.Timestamp);
        var (seconds, started) = (Column<double>(batch, ColumnRole.Seconds), Column<long>(batch, ColumnRole.Started));
        var (indices, occurrences) = (Outermost(batch), Column<int>(batch, ColumnRole.Occurrence));
        var ended = new PrimitiveBuilder<double>(ArrowType.Float64);
        for (int row = 0; row < batch.RowCount; row++)
        {
            if (!seconds.IsNull(row)) ended.Append(seconds[row]);
            else if (indices[row] == iteration && occurrences[row] == 0) ended.Append(Math.Max(0, captured - started[row]) / 1e6);
            else ended.AppendNull();
        }

        return ended.Build();
    }

    private static PrimitiveArray<long> Outermost(RecordBatch batch) => Column<long>(batch, ColumnRole.Index, "0");

    private static PrimitiveArray<T> Column<T>(RecordBatch batch, string role, string? depth = null)
        where T : unmanaged =>
        batch.Columns[IndexOf(batch, role, depth)] as PrimitiveArray<T> ?? throw new StoreException($"A segment's column of the role \"{role}\" is of another type.");

    private static int IndexOf(RecordBatch batch, string role, string? depth = null)
    {
        var fields = batch.Schema.Fields;
        for (int i = 0; i < fields.Length; i++)
            if (RoleOf(fields[i]) == role && (depth is null || fields[i].Metadata.Find(ColumnRole.DepthKey) == depth)) return i;
        throw new StoreException($"A segment has no column of the role \"{role}\".");
    }

    private static string? RoleOf(Field field) => field.Metadata.Find(ColumnRole.RoleKey);
}
