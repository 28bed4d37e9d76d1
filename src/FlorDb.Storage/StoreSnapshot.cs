using System.Collections.Immutable;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage;

/// <summary>
/// A consistent view of a store at one moment: all that was logged when it was taken, of sealed runs and of runs in progress, and nothing that is
/// written, deleted or compacted later (snapshot isolation). Safe to use from several threads.
/// </summary>
/// <remarks>
/// The files that it reads stay on the disk until it is disposed, whatever is compacted or collected meanwhile, so a snapshot that is kept open keeps
/// space from being freed; it never makes a writer wait. A reader that may not write in the store's folder can't ask for that: what is removed while
/// it reads is a <see cref="StoreException"/> that names the file, and a new snapshot reads it from its new place. What is decoded late (runs, tables)
/// is decoded from what was known when the snapshot was taken.
/// </remarks>
public sealed class StoreSnapshot : IDisposable
{
    private readonly SnapshotContents _contents;
    private readonly PageReader _pages;
    private readonly IDisposable _pin;
    private readonly Lazy<ImmutableDictionary<LoopPath, LoopTable>> _tables;
    private readonly Lazy<ImmutableArray<LoopTable>> _ordered;
    private readonly Lazy<ImmutableArray<CheckpointInfo>> _checkpoints;
    private readonly Lazy<ImmutableArray<LoopEndInfo>> _loopEnds;

    internal StoreSnapshot(SnapshotContents contents, IEnumerable<StoreNotice> notices, PageReader pages, IDisposable pin)
    {
        _contents = contents;
        _pages = pages;
        _pin = pin;
        Notices = [.. notices];
        _tables = new(() => contents.Parts().GroupBy(part => part.Path).ToImmutableDictionary(group => group.Key, group => new LoopTable(group.Key, [.. group])));
        _ordered = new(() => [.. _tables.Value.Values.OrderBy(table => table.Path.Depth).ThenBy(table => table.Path.ToString(), StringComparer.Ordinal)]);
        _checkpoints = new(() => [.. contents.ReadCheckpoints().OrderBy(checkpoint => checkpoint.Run)]);
        _loopEnds = new(() => [.. contents.ReadLoopEnds().OrderBy(end => end.Run)]);
    }

    /// <summary>All runs, by start time. Each process of those that train together has one of its own, by rank.</summary>
    public ImmutableArray<RunInfo> Runs => _contents.Runs;

    /// <summary>
    /// The runs that were resumed. What they recorded up to that point, the runs in whose place they were resumed hold too, and nothing of them is shown elsewhere;
    /// what they recorded beyond it stays in the store until they, or those runs, are deleted.
    /// </summary>
    public ImmutableArray<SupersededRun> SupersededRuns => [.. _contents.SupersededRuns];

    /// <summary>
    /// The runs that were started to go on with others and have not taken their places yet (<see cref="RunWriter.TakeOver"/>). Nothing of them is shown elsewhere.
    /// </summary>
    public ImmutableArray<RunInfo> PendingRuns => [.. _contents.PendingRuns];

    /// <summary>All runs, by start time: those that several processes recorded together once, with a record of each.</summary>
    public ImmutableArray<RunGroup> RunGroups => [.. _contents.Groups];

    /// <summary>All replay parts, by start time.</summary>
    public ImmutableArray<ReplayInfo> Replays => _contents.Replays;

    /// <summary>All checkpoints, by run, then in the order in which they were captured.</summary>
    /// <exception cref="StoreException">A segment is damaged: the message names the file.</exception>
    public ImmutableArray<CheckpointInfo> Checkpoints => _checkpoints.Value;

    /// <summary>The ends of loops as they were recorded (those of replays are not among them).</summary>
    /// <exception cref="StoreException">A segment is damaged: the message names the file.</exception>
    public ImmutableArray<LoopEndInfo> LoopEnds => _loopEnds.Value;

    /// <summary>One table for each loop path that occurs, the root's among them.</summary>
    public ImmutableArray<LoopTable> Tables => _ordered.Value;

    /// <summary>What could not be read.</summary>
    public ImmutableArray<StoreNotice> Notices { get; }

    /// <summary>The table of a loop path; null if no run has that loop.</summary>
    public LoopTable? Table(LoopPath path) => _tables.Value.GetValueOrDefault(path);

    /// <summary>
    /// Sums up what runs have logged, by run, replay part, loop path and name: their count, smallest, largest and last values, without reading the series.
    /// (Segments of format version 1 have no sums and are read.)
    /// </summary>
    /// <param name="runs">The runs that are wanted; null for all.</param>
    /// <exception cref="StoreException">A segment is damaged: the message names the file.</exception>
    public ImmutableArray<CellSummary> ReadSummaries(IReadOnlySet<RunKey>? runs = null) => [.. _contents.ReadSummaries(runs)];

    /// <summary>Opens a checkpoint for reading.</summary>
    /// <exception cref="StoreException">Its list of entries is missing or damaged.</exception>
    public CheckpointReader OpenCheckpoint(CheckpointInfo checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new CheckpointReader(_pages, checkpoint);
    }

    /// <summary>Lets go of the files that the snapshot needs: what was removed meanwhile may be deleted.</summary>
    public void Dispose()
    {
        _pages.Dispose();
        _pin.Dispose();
    }
}
