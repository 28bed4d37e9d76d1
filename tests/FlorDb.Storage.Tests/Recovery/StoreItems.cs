using System.Globalization;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>
/// All that a store holds as items: a key, which says what it is, and a value with every bit of it. The ledger of a workload makes the same items, so that
/// the two can be compared. Each key holds the run that the item belongs to.
/// </summary>
internal static class StoreItems
{
    public static string Run(RunKey run) => $"run {run}";

    public static string RunEnd(RunKey run) => $"end of run {run}";

    public static string Replay(RunKey run, ReplayKey replay) => $"replay {run} {replay}";

    public static string ReplayEnd(RunKey run, ReplayKey replay) => $"end of replay {run} {replay}";

    public static string Row(RunKey run, LoopPath path, ReadOnlySpan<long> indices) => $"row {run} {Place(path, indices)}";

    public static string Seconds(RunKey run, LoopPath path, ReadOnlySpan<long> indices) => $"seconds {run} {Place(path, indices)}";

    public static string Cell(RunKey run, ReplayKey? replay, LoopPath path, ReadOnlySpan<long> indices, string name, int occurrence) =>
        $"cell {run} {replay} {Place(path, indices)} {name}#{occurrence}";

    public static string LoopEnd(RunKey run, LoopPath path, ReadOnlySpan<long> parent, long iterations) =>
        $"end of loop {run} {Place(path, parent)} after {iterations}";

    public static string Checkpoint(RunKey run, CheckpointPosition at) =>
        $"checkpoint {run} {Place(at.Path, at.Indices.AsSpan())} {at.Moment} {at.Iterations}";

    public static string ValueOf(RunHeader header) =>
        $"{header.ProjectId} {header.RunId} {header.Timestamp:O} {header.VersionId} {header.FileName} [{string.Join(',', header.Arguments)}] "
        + string.Join(',', header.Environment.Select(pair => $"{pair.Key}={pair.Value}"));

    public static string ValueOf(ReplayHeader header) =>
        $"{header.Run} {header.Timestamp:O} {string.Join(',', header.Names)} {header.PatchedVersionId} {header.Part}/{header.Parts}";

    public static string ValueOf(RunState state, double? seconds, string? message) => $"{state} {ValueOf(seconds)} {message ?? "-"}";

    public static string ValueOf(double? seconds) => seconds is { } number ? BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture) : "-";

    public static string ValueOf(CellValue loopValue, long startedMicroseconds) => $"{Training.Text(loopValue)} at {startedMicroseconds}";

    public static string ValueOf(bool completed, double seconds) => $"{completed} {ValueOf(seconds)}";

    public static string ValueOfCheckpoint(DateTimeOffset captured, double captureSeconds, IEnumerable<(string Name, string Description, byte[] Bytes)> entries) =>
        $"{captured:O} {ValueOf(captureSeconds)} " + string.Join(", ", entries.Select(entry => $"{entry.Name} ({entry.Description}): {entry.Bytes.Length} {XxHash3.Hash(entry.Bytes)}"));

    /// <summary>Reads everything. An item that is there twice is a failure.</summary>
    public static Dictionary<string, string> Of(StoreSnapshot snapshot)
    {
        var items = new Dictionary<string, string>();
        foreach (var (key, value) in OfRuns(snapshot)) items.Add(key, value);
        foreach (var (key, value) in snapshot.Tables.SelectMany(OfTable)) items.Add(key, value);
        foreach (var (key, value) in OfLoopEnds(snapshot)) items.Add(key, value);
        foreach (var (key, value) in snapshot.Checkpoints.Select(checkpoint => OfCheckpoint(snapshot, checkpoint))) items.Add(key, value);
        return items;
    }

    /// <summary>The runs and replays, and how they ended.</summary>
    public static IEnumerable<(string Key, string Value)> OfRuns(StoreSnapshot snapshot)
    {
        foreach (var run in snapshot.Runs)
        {
            yield return (Run(run.Key), ValueOf(run.Header));
            bool hasEnd = run.State is not (RunState.Running or RunState.Interrupted) || run.Seconds is not null || run.Message is not null;
            if (hasEnd) yield return (RunEnd(run.Key), ValueOf(run.State, run.Seconds, run.Message));
        }

        foreach (var replay in snapshot.Replays)
        {
            yield return (Replay(replay.Header.Run, replay.Key), ValueOf(replay.Header));
            if (replay.Summary is { State: not RunState.Interrupted } summary) yield return (ReplayEnd(replay.Header.Run, replay.Key), summary.ToString());
        }
    }

    /// <summary>The rows and cells of a table.</summary>
    public static IEnumerable<(string Key, string Value)> OfTable(LoopTable table)
    {
        string[] names = [.. table.Names.Select(name => name.Name)];
        foreach (var batch in table.Read(names))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                long[] indices = [.. Enumerable.Range(0, table.Path.Depth).Select(depth => batch.Index(depth, row))];
                foreach (var item in OfRow(table.Path, batch, row, indices)) yield return item;
                foreach (string name in names)
                {
                    if (!batch.TryGetCell(name, row, out var value)) continue;
                    yield return (Cell(batch.Run(row), batch.Replay(row), table.Path, indices, name, batch.Occurrence(row)), Training.Text(value));
                }
            }
        }
    }

    public static IEnumerable<(string Key, string Value)> OfLoopEnds(StoreSnapshot snapshot) =>
        snapshot.LoopEnds.Select(end => (LoopEnd(end.Run, end.Path, end.Parent.AsSpan(), end.Iterations), ValueOf(end.Completed, end.Seconds)));

    /// <summary>A checkpoint, with its state.</summary>
    public static (string Key, string Value) OfCheckpoint(StoreSnapshot snapshot, CheckpointInfo info)
    {
        var checkpoint = snapshot.OpenCheckpoint(info);
        var entries = new List<(string, string, byte[])>();
        foreach (var entry in checkpoint.Entries)
        {
            var bytes = new byte[entry.Length];
            checkpoint.Read(entry, bytes);
            entries.Add((entry.Name, entry.Description, bytes));
        }

        return (Checkpoint(info.Run, info.Position), ValueOfCheckpoint(info.Timestamp, info.CaptureSeconds, entries));
    }

    private static IEnumerable<(string Key, string Value)> OfRow(LoopPath path, LoopBatch batch, int row, long[] indices)
    {
        if (batch.Replay(row) is not null || batch.Occurrence(row) > 0) yield break;
        var value = path.Depth == 0 ? CellValue.Null : batch.LoopValue(path.Depth - 1, row);
        yield return (Row(batch.Run(row), path, indices), ValueOf(value, CellValue.Of(batch.Started(row)).AsMicroseconds()));
        if (batch.Seconds(row) is { } seconds) yield return (Seconds(batch.Run(row), path, indices), ValueOf(seconds));
    }

    private static string Place(LoopPath path, ReadOnlySpan<long> indices)
    {
        var text = new System.Text.StringBuilder();
        for (int depth = 0; depth < path.Depth; depth++)
        {
            text.Append('/').Append(path.Loops[depth]);
            if (depth < indices.Length) text.Append('=').Append(indices[depth]);
        }

        return text.ToString();
    }
}
