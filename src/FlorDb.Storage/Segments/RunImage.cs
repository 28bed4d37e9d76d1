using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>One run, or one replay part, as the log of one writer tells of it.</summary>
internal sealed class RunImage
{
    private readonly ContextMap _contexts = new();
    private readonly List<RowBlock> _blocks = [];
    private readonly OpenLoops _open = new();

    private RunImage(RunKey key, RunHeader? header, ReplayHeader? replay, long begunAt, LogProgress progress)
    {
        Key = key;
        Header = header;
        Replay = replay;
        BegunAt = begunAt;
        Progress = progress;
        Root = new RowBlock(this, LoopPath.Root, null);
        Root.Add(parent: 0, index: 0, start: 0, hasRow: replay is null);
        _blocks.Add(Root);
        _contexts.Add(ContextId.Root.Value, Root, 0);
    }

    public RunKey Key { get; }

    /// <summary>The run's header; null for a replay part.</summary>
    public RunHeader? Header { get; }

    /// <summary>The replay part's header; null for a run.</summary>
    public ReplayHeader? Replay { get; }

    /// <summary>When it began by the wall clock, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public long BegunAt { get; }

    /// <summary>How far the log is read that tells of it.</summary>
    public LogProgress Progress { get; }

    /// <summary>How the run ended; null while it is open, and for a replay part.</summary>
    public RunEnd? End { get; private set; }

    /// <summary>What the replay part did; null while it is open, and for a run.</summary>
    public ReplaySummary? Summary { get; private set; }

    public bool HasEnded => End is not null || Summary is not null;

    /// <summary>The blocks that have rows.</summary>
    public IEnumerable<RowBlock> Blocks => _blocks.Where(block => block.RowCount > 0);

    /// <summary>The block whose one iteration is the run as a whole.</summary>
    public RowBlock Root { get; }

    /// <summary>The iterations that are open, each after the one around it; not the run as a whole.</summary>
    public IEnumerable<OpenLoop> OpenLoops => _open.OutermostFirst();

    public List<LoopEndInfo> LoopEnds { get; } = [];

    public List<CheckpointInfo> Checkpoints { get; } = [];

    public static RunImage Of(RunHeader header, long begunAt, LogProgress progress) => new(header.Key, header, null, begunAt, progress);

    public static RunImage Of(ReplayHeader header, long begunAt, LogProgress progress) => new(header.Run, null, header, begunAt, progress);

    /// <summary>Begins the iteration that an Enter record speaks of; one that is known is passed over.</summary>
    /// <exception cref="InvalidDataException">The record makes no sense; nothing was changed.</exception>
    public void Enter(long context, long parentContext, LogName loop, long index, long at, ReadOnlySpan<byte> value)
    {
        if (context <= _contexts.Newest)
        {
            if (_contexts.TryFind(context, out _, out _)) return;
            throw new InvalidDataException($"Iteration {context} begins after iteration {_contexts.Newest}: the numbers of iterations go up.");
        }

        var (outer, parent) = Find(parentContext);
        var block = outer.Inner(loop);
        int iteration = block.Add(parent, index, at, Replay is null, value);
        _contexts.Add(context, block, iteration);
        var (ended, endedStart) = _open.Enter(parentContext, loop.Text, context, at);
        if (ended != Wal.OpenLoops.None) Close(ended, at - endedStart);
    }

    public void EndLoop(long parentContext, LogName loop, long iterations, bool completed, long at, long ticks)
    {
        var (outer, parent) = Find(parentContext);
        if (_open.End(parentContext, loop.Text) is { } open) Close(open.Current, at - open.CurrentStart);
        if (Replay is not null) return;
        double seconds = (double)ticks / TimeSpan.TicksPerSecond;
        LoopEnds.Add(new LoopEndInfo(Key, [.. Indices(outer, parent)], outer.Path.Append(loop.Text), iterations, completed, seconds));
    }

    /// <summary>Adds the value that stands in a record.</summary>
    /// <exception cref="InvalidDataException">The record makes no sense.</exception>
    public void AddCell(long context, LogName name, bool isArgument, ReadOnlySpan<byte> value)
    {
        var (block, iteration) = Find(context);
        block.AddCell(iteration, name, isArgument, value);
    }

    public void Finish(RunEnd end)
    {
        End = end;
        if (end.Ticks is { } ticks) Root.Close(0, ticks);
    }

    public void Finish(ReplaySummary summary) => Summary = summary;

    /// <summary>Where an iteration stands: its block, and its position there.</summary>
    /// <exception cref="InvalidDataException">There is no such iteration.</exception>
    public (RowBlock Block, int Iteration) Find(long context) => _contexts.TryFind(context, out var block, out int iteration)
        ? (block, iteration)
        : throw new InvalidDataException($"A record speaks of iteration {context}, which never began.");

    /// <summary>Adds the block of a loop that has had none inside of another block.</summary>
    public RowBlock AddBlock(RowBlock outer, string loop)
    {
        var block = new RowBlock(this, outer.Path.Append(loop), outer);
        _blocks.Add(block);
        return block;
    }

    private static long[] Indices(RowBlock? block, int iteration)
    {
        var indices = new long[block!.Path.Depth];
        for (int depth = indices.Length - 1; depth >= 0; depth--, block = block!.Outer)
        {
            indices[depth] = block!.Indices[iteration];
            iteration = block.Parents[iteration];
        }

        return indices;
    }

    private void Close(long context, long ticks)
    {
        var (block, iteration) = Find(context);
        block.Close(iteration, ticks);
    }
}
