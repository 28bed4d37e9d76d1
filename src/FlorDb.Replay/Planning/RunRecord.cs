using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>One recorded iteration of an outermost loop.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Seconds">How long it took; null if it never ended.</param>
internal sealed record RecordedIteration(long Index, double? Seconds);

/// <summary>What a snapshot holds of one run's loops and checkpoints, as the planner needs it.</summary>
internal sealed class RunRecord
{
    private readonly Dictionary<CheckpointPlace, long> _checkpoints = [];
    private readonly Dictionary<(LoopPath Path, string Parent), LoopEndInfo> _ends = [];
    private readonly Dictionary<string, int> _entries = new(StringComparer.Ordinal);

    public RunRecord(StoreSnapshot snapshot, RunInfo run)
    {
        Run = run;
        foreach (var end in snapshot.LoopEnds.Where(end => end.Run == run.Key)) Add(end);
        foreach (var checkpoint in snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run.Key))
            _checkpoints[new(checkpoint.Position.Path, checkpoint.Position.Moment, Key(checkpoint.Position.Indices))] = checkpoint.Bytes;
        var loops = ImmutableDictionary.CreateBuilder<string, ImmutableArray<RecordedIteration>>(StringComparer.Ordinal);
        var starts = new List<(DateTimeOffset Start, string Loop)>();
        foreach (var table in snapshot.Tables.Where(table => table.Path.Depth == 1))
        {
            var (iterations, started) = Read(table, run.Key);
            if (iterations.IsEmpty) continue;
            loops[table.Path.Loops[0]] = iterations;
            starts.Add((started, table.Path.Loops[0]));
        }

        Loops = loops.ToImmutable();
        Order = [.. starts.OrderBy(pair => pair.Start).Select(pair => pair.Loop)];
        StartupSeconds = starts.Count == 0 ? run.Seconds ?? 0 : (starts.Min(pair => pair.Start) - run.Header.Timestamp).TotalSeconds;
    }

    private readonly record struct CheckpointPlace(LoopPath Path, CheckpointMoment Moment, string Indices);

    public RunInfo Run { get; }

    /// <summary>The iterations of each outermost loop, by index.</summary>
    public ImmutableDictionary<string, ImmutableArray<RecordedIteration>> Loops { get; }

    /// <summary>The outermost loops in the order in which they were entered first.</summary>
    public ImmutableArray<string> Order { get; }

    /// <summary>What the program took before its first loop.</summary>
    public double StartupSeconds { get; }

    /// <summary>The size of a checkpoint's state in bytes; null if there is no such checkpoint.</summary>
    public long? CheckpointBytes(LoopPath path, CheckpointMoment moment, params ReadOnlySpan<long> indices) =>
        _checkpoints.TryGetValue(new(path, moment, Key([.. indices])), out var bytes) ? bytes : null;

    /// <summary>How a loop ended in some parent iteration, the last time; null if it did not end, or did not run.</summary>
    public LoopEndInfo? EndOf(LoopPath path, params ReadOnlySpan<long> parent) => _ends.GetValueOrDefault((path, Key([.. parent])));

    /// <summary>How often an outermost loop was entered.</summary>
    public int Entries(string loop) => Math.Max(1, _entries.GetValueOrDefault(loop));

    /// <summary>Whether every entry of an outermost loop came to its end.</summary>
    public bool HasEnded(string loop) => EndOf(LoopPath.Of(loop)) is { } end && end.Iterations >= Loops[loop].Length;

    /// <summary>The size of the state after an outermost loop, wherever it was kept; null if it was not.</summary>
    public long? StateAfter(string loop)
    {
        var path = LoopPath.Of(loop);
        return CheckpointBytes(path, CheckpointMoment.AfterLoop) ?? CheckpointBytes(path, CheckpointMoment.IterationEnd, Loops[loop][^1].Index);
    }

    private void Add(LoopEndInfo end)
    {
        _ends[(end.Path, Key(end.Parent))] = end;
        if (end.Path.Depth == 1) _entries[end.Path.Loops[0]] = _entries.GetValueOrDefault(end.Path.Loops[0]) + 1;
    }

    private static (ImmutableArray<RecordedIteration> Iterations, DateTimeOffset Started) Read(LoopTable table, RunKey run)
    {
        var iterations = new SortedDictionary<long, RecordedIteration>();
        var started = DateTimeOffset.MaxValue;
        foreach (var batch in table.Read([], new HashSet<RunKey> { run }))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch.Run(row) != run || batch.Replay(row) is not null || batch.Occurrence(row) != 0) continue;
                iterations[batch.Index(0, row)] = new(batch.Index(0, row), batch.Seconds(row));
                if (batch.Started(row) < started) started = batch.Started(row);
            }
        }

        return ([.. iterations.Values], started);
    }

    private static string Key(ImmutableArray<long> indices) => string.Join(',', indices);
}
