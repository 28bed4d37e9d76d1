namespace FlorDb.Storage.Tests.Recovery;

/// <summary>An iteration that a workload has entered.</summary>
internal sealed class RecordedIteration(LoopPath path, long[] indices, long startedTicks, CellValue value, RecordedIteration? parent)
{
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>What the store calls it.</summary>
    public ContextId Id { get; set; } = ContextId.Root;

    public LoopPath Path => path;

    public long[] Indices => indices;

    public long StartedTicks => startedTicks;

    public CellValue Value => value;

    public RecordedIteration? Parent => parent;

    /// <summary>When the loops that are open in it began.</summary>
    public Dictionary<string, long> LoopStarts { get; } = [];

    /// <summary>How many values of a name, or iterations of a loop, it has had.</summary>
    public int Count(string what) => _counts.GetValueOrDefault(what);

    public void CountUp(string what) => _counts[what] = Count(what) + 1;
}
