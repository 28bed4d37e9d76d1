using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>One run, or one replay part, as the log of one writer tells of it.</summary>
internal sealed class RunImage
{
    private readonly Dictionary<long, Iteration> _iterations = [];
    private readonly Dictionary<LoopPath, RowBlock> _blocks = [];
    private readonly OpenLoops _open = new();

    private RunImage(RunKey key, RunHeader? header, ReplayHeader? replay, long begunAt)
    {
        Key = key;
        Header = header;
        Replay = replay;
        BegunAt = begunAt;
        var root = new Iteration
        {
            Context = ContextId.Root.Value,
            Parent = null,
            Block = BlockOf(LoopPath.Root),
            Index = 0,
            Value = CellValue.Null,
            StartedAt = 0,
        };
        _iterations.Add(root.Context, root);
        if (replay is null) root.Block.Add(root);
    }

    public RunKey Key { get; }

    /// <summary>The run's header; null for a replay part.</summary>
    public RunHeader? Header { get; }

    /// <summary>The replay part's header; null for a run.</summary>
    public ReplayHeader? Replay { get; }

    /// <summary>When it began by the wall clock, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public long BegunAt { get; }

    /// <summary>How the run ended; null while it is open, and for a replay part.</summary>
    public RunEnd? End { get; private set; }

    /// <summary>What the replay part did; null while it is open, and for a run.</summary>
    public ReplaySummary? Summary { get; private set; }

    public bool HasEnded => End is not null || Summary is not null;

    public IEnumerable<RowBlock> Blocks => _blocks.Values.Where(block => block.RowCount > 0);

    /// <summary>The iterations that are open, each after the one around it; not the run as a whole.</summary>
    public IEnumerable<Iteration> OpenIterations => _open.OutermostFirst().Select(Find);

    /// <summary>The run as a whole.</summary>
    public Iteration Root => _iterations[ContextId.Root.Value];

    public List<LoopEndInfo> LoopEnds { get; } = [];

    public List<CheckpointInfo> Checkpoints { get; } = [];

    public static RunImage Of(RunHeader header, long begunAt) => new(header.Key, header, null, begunAt);

    public static RunImage Of(ReplayHeader header, long begunAt) => new(header.Run, null, header, begunAt);

    public void Enter(long context, long parentContext, string loop, long index, long at, in CellValue value)
    {
        if (_iterations.ContainsKey(context)) return;
        var parent = Find(parentContext);
        long ended = _open.Enter(parentContext, loop, context, at);
        if (ended != OpenLoops.None) Close(ended, at);
        var block = parent.Block.Inner(loop, BlockOf);
        var iteration = new Iteration { Context = context, Parent = parent, Block = block, Index = index, Value = value, StartedAt = at };
        _iterations.Add(context, iteration);
        if (Replay is null) block.Add(iteration);
    }

    public void EndLoop(long parentContext, string loop, long iterations, bool completed, long at, long ticks)
    {
        var parent = Find(parentContext);
        if (_open.End(parentContext, loop) is { } open) Close(open.Current, at);
        if (Replay is not null) return;
        double seconds = (double)ticks / TimeSpan.TicksPerSecond;
        LoopEnds.Add(new LoopEndInfo(Key, [.. parent.Indices()], parent.Block.Path.Append(loop), iterations, completed, seconds));
    }

    public void AddCell(long context, string name, bool isArgument, in CellValue value)
    {
        var iteration = Find(context);
        iteration.Block.AddCell(iteration, name, isArgument, value);
    }

    public void Finish(RunEnd end)
    {
        End = end;
        Root.Ticks = end.Ticks;
    }

    public void Finish(ReplaySummary summary) => Summary = summary;

    /// <summary>To be called when all records are there, before rows are read.</summary>
    public void Freeze()
    {
        foreach (var block in _blocks.Values) block.Freeze();
    }

    private void Close(long context, long at)
    {
        var iteration = Find(context);
        iteration.Ticks = at - iteration.StartedAt;
    }

    private Iteration Find(long context) =>
        _iterations.GetValueOrDefault(context) ?? throw new InvalidDataException($"A record speaks of iteration {context}, which never began.");

    private RowBlock BlockOf(LoopPath path)
    {
        if (_blocks.TryGetValue(path, out var block)) return block;
        block = new RowBlock(this, path);
        _blocks.Add(path, block);
        return block;
    }
}
