using FlorDb.Storage;
using FlorDb.Torch.Loops;

namespace FlorDb.Torch.Replaying;

/// <summary>The run that is replayed or resumed, as the store knew it when that began.</summary>
internal sealed class RecordedRun : IDisposable
{
    private readonly StoreSnapshot _snapshot;
    private readonly HashSet<ReplayKey> _verified;
    private readonly Dictionary<LoopPath, RecordedTable> _tables = [];
    private readonly Dictionary<CheckpointPosition, CheckpointInfo?> _checkpoints = [];
    private readonly List<CheckpointInfo> _inOrder;
    private readonly List<LoopEndInfo> _ends;

    /// <exception cref="FlorException">The run is not in the store.</exception>
    public RecordedRun(StoreSnapshot snapshot, RunKey run)
    {
        _snapshot = snapshot;
        Info = snapshot.Runs.FirstOrDefault(info => info.Key == run)
            ?? throw new FlorException($"The run {run}, which is to be executed again, is not in the store.");
        _verified = [.. snapshot.Replays.Where(replay => replay.Verified && replay.Header.Run == run).Select(replay => replay.Key)];
        _ends = [.. snapshot.LoopEnds.Where(end => end.Run == run)];
        _inOrder = [.. snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run)];
        foreach (var checkpoint in _inOrder)
            _checkpoints[checkpoint.Position] = _checkpoints.ContainsKey(checkpoint.Position) ? null : checkpoint;
    }

    /// <summary>The run.</summary>
    public RunInfo Info { get; }

    /// <summary>The value of an argument; null if the run did not have it.</summary>
    public CellValue? FindArgument(string name)
    {
        bool isArgument = _snapshot.Table(LoopPath.Root)?.Names.Any(known => known.IsArgument && known.Name == name) ?? false;
        return isArgument && Table(LoopPath.Root).Find([], 0, name, out var value) == CellOrigin.Recorded ? value : null;
    }

    /// <summary>The arguments that the run had, with their values.</summary>
    public Dictionary<string, CellValue> ReadArguments()
    {
        var arguments = new Dictionary<string, CellValue>(StringComparer.Ordinal);
        foreach (var known in _snapshot.Table(LoopPath.Root)?.Names.Where(known => known.IsArgument) ?? [])
            if (FindArgument(known.Name) is { } value) arguments[known.Name] = value;
        return arguments;
    }

    /// <summary>Finds a cell of the iteration that a loop is in.</summary>
    public CellOrigin FindCell(LoopFrame frame, int occurrence, string name, out CellValue value) =>
        Table(frame.Path).Find(frame.Indices, occurrence, name, out value);

    /// <summary>Finds the iteration that a loop is in; null if the record does not have it.</summary>
    public RecordedIteration? FindIteration(LoopFrame frame) => Table(frame.Path).FindIteration(frame.Indices);

    /// <summary>Finds the execution of a loop that was just entered. Executions must be asked for in the order of the program, each once.</summary>
    public RecordedLoop TakeLoop(LoopFrame frame)
    {
        var parent = frame.Parent!.Indices;
        int at = _ends.FindIndex(end => end.Iterations >= frame.Start && end.Path.Equals(frame.Path) && end.Parent.AsSpan().SequenceEqual(parent.AsSpan()));
        if (at < 0)
        {
            long last = Table(frame.Path).LastIndex(parent);
            return new RecordedLoop(null, Math.Max(last + 1, frame.Start), Exists: last >= frame.Start);
        }

        var found = _ends[at];
        _ends.RemoveAt(at);
        return new RecordedLoop(found, found.Iterations, Exists: true);
    }

    /// <summary>Finds the checkpoint at a position; null if there is none, or more than one.</summary>
    public CheckpointInfo? FindCheckpoint(CheckpointPosition position) => _checkpoints.GetValueOrDefault(position);

    /// <summary>The newest checkpoint at an outermost loop; null if there is none. One of two at the same position does not count.</summary>
    public CheckpointInfo? FindNewest() => FindNewest(_ => true);

    /// <summary>The newest of those at positions that will do.</summary>
    public CheckpointInfo? FindNewest(Predicate<CheckpointPosition> willDo) =>
        _inOrder.FindLast(checkpoint => checkpoint.Position.Path.Depth == 1 && FindCheckpoint(checkpoint.Position) is not null && willDo(checkpoint.Position));

    /// <summary>How many checkpoints there are in the iterations of an outermost loop, or at their ends.</summary>
    public int CountCheckpointsIn(string loop) =>
        _inOrder.Count(checkpoint => checkpoint.Position is { Indices.IsEmpty: false } position && position.Path.Loops[0] == loop);

    /// <summary>Opens a checkpoint.</summary>
    public RecordedState Open(CheckpointInfo checkpoint) => new(_snapshot.OpenCheckpoint(checkpoint));

    public void Dispose() => _snapshot.Dispose();

    private RecordedTable Table(LoopPath path)
    {
        if (!_tables.TryGetValue(path, out var table))
            _tables.Add(path, table = new RecordedTable(_snapshot.Table(path), path, Info.Key, _verified));
        return table;
    }
}
