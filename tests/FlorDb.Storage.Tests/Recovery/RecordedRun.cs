using System.Globalization;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>A run, or a replay part, that a workload records, with what it knows of it for the ledger.</summary>
internal sealed class RecordedRun(WorkloadHandle handle, ManualTime time, RunKey run, ReplayKey? replay, Func<RunWriter> begin, (string Key, string Value) header)
{
    private readonly List<RecordedIteration> _open = [];
    private readonly long _begunTicks = time.Ticks;
    private RunWriter? _writer;
    private int _checkpoints;
    private int _arguments;

    public RunKey Key => run;

    public WorkloadHandle Handle => handle;

    public bool IsReplay => replay is not null;

    /// <summary>The iterations that may be logged to, the run as a whole first.</summary>
    public IReadOnlyList<RecordedIteration> Open => _open;

    private double Elapsed => (double)(time.Ticks - _begunTicks) / TimeSpan.TicksPerSecond;

    public void Begin()
    {
        var root = new RecordedIteration(LoopPath.Root, [], time.Ticks, CellValue.Null, null);
        (string Key, string Value)[] items = IsReplay ? [header] : [header, Row(root)];
        handle.Record(() => _writer = begin(), items);
        _open.Add(root);
    }

    /// <summary>Enters an iteration of a loop in an open one, which ends the one before it.</summary>
    public void Enter(RecordedIteration parent, string loop, CellValue value)
    {
        long index = parent.Count(loop);
        var items = new List<(string, string)>();
        var ended = Current(parent, loop);
        if (ended is not null && !IsReplay) items.Add(SecondsOf(ended));
        var entered = new RecordedIteration(parent.Path.Append(loop), [.. parent.Indices, index], time.Ticks, value, parent);
        if (!IsReplay) items.Add(Row(entered));
        handle.Record(() => entered.Id = _writer!.EnterIteration(parent.Id, loop, index, value), [.. items]);
        parent.CountUp(loop);
        parent.LoopStarts.TryAdd(loop, time.Ticks);
        if (ended is not null && parent.Parent is null) handle.AfterIterationEnd();
        if (ended is not null) Close(ended);
        _open.Add(entered);
    }

    /// <summary>Ends the loop of an open iteration.</summary>
    public void EndLoop(RecordedIteration last, bool completed)
    {
        var parent = last.Parent!;
        string loop = last.Path.Loops[^1];
        long count = parent.Count(loop);
        (string, string)[] items = IsReplay
            ? []
            : [SecondsOf(last), (StoreItems.LoopEnd(run, last.Path, parent.Indices, count), StoreItems.ValueOf(completed, LoopSeconds(parent, loop)))];
        handle.Record(() => _writer!.EndLoop(parent.Id, loop, count, completed), items);
        if (parent.Parent is null) handle.AfterIterationEnd();
        parent.LoopStarts.Remove(loop);
        Close(last);
    }

    public void Log(RecordedIteration at, string name, CellValue value)
    {
        string key = StoreItems.Cell(run, replay, at.Path, at.Indices, name, at.Count($"value {name}"));
        handle.Record(() => _writer!.Log(at.Id, name, value), (key, Training.Text(value)));
        at.CountUp($"value {name}");
    }

    public void SetArgument(CellValue value)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"argument {_arguments++}");
        handle.Record(() => _writer!.SetArgument(name, value), (StoreItems.Cell(run, replay, LoopPath.Root, [], name, 0), Training.Text(value)));
    }

    public void Checkpoint(RecordedIteration at, IReadOnlyList<(string Name, string Description, byte[] Bytes)> entries)
    {
        var position = new CheckpointPosition(at.Path, [.. at.Indices], CheckpointMoment.IterationEnd, ++_checkpoints);
        var item = (StoreItems.Checkpoint(run, position), StoreItems.ValueOfCheckpoint(time.GetUtcNow(), 0.25, entries));
        handle.Record(() =>
        {
            using var checkpoint = _writer!.BeginCheckpoint(position);
            foreach (var (name, description, bytes) in entries) checkpoint.Add(name, description, bytes);
            checkpoint.Commit(time.GetUtcNow(), 0.25);
        }, item);
    }

    public void Commit() => handle.Commit(_writer!.Commit);

    public void Finish(RunState state, string? message)
    {
        if (IsReplay)
        {
            var summary = new ReplaySummary(state, Elapsed, 3, 2, state == RunState.Failed ? 1 : 0, message);
            handle.Commit(() => handle.Record(() => _writer!.FinishReplay(summary), (StoreItems.ReplayEnd(run, replay!.Value), summary.ToString())));
            return;
        }

        handle.Commit(() => handle.Record(
            () => _writer!.Finish(state, message),
            (StoreItems.RunEnd(run), StoreItems.ValueOf(state, Elapsed, message)),
            (StoreItems.Seconds(run, LoopPath.Root, []), StoreItems.ValueOf(Elapsed))));
    }

    /// <summary>Ends it without a word, as an exception in a training does.</summary>
    public void Abandon() => handle.Record(_writer!.Dispose);

    private RecordedIteration? Current(RecordedIteration parent, string loop) =>
        _open.FirstOrDefault(open => ReferenceEquals(open.Parent, parent) && open.Path.Loops[^1] == loop);

    private (string Key, string Value) Row(RecordedIteration iteration) =>
        (StoreItems.Row(run, iteration.Path, iteration.Indices), StoreItems.ValueOf(iteration.Value, Microseconds(iteration)));

    private (string Key, string Value) SecondsOf(RecordedIteration iteration) =>
        (StoreItems.Seconds(run, iteration.Path, iteration.Indices), StoreItems.ValueOf((double)(time.Ticks - iteration.StartedTicks) / TimeSpan.TicksPerSecond));

    private double LoopSeconds(RecordedIteration parent, string loop) => (double)(time.Ticks - parent.LoopStarts[loop]) / TimeSpan.TicksPerSecond;

    private static long Microseconds(RecordedIteration iteration) => (iteration.StartedTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private void Close(RecordedIteration ended)
    {
        _open.Remove(ended);
        foreach (var inner in _open.Where(open => ReferenceEquals(open.Parent, ended)).ToList()) Close(inner);
    }
}
