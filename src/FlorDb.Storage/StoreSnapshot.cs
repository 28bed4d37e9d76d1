using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>
/// A consistent view of a store at one moment. What is written later does not show in it. Safe to use from several threads.
/// </summary>
public sealed class StoreSnapshot : IDisposable
{
    internal StoreSnapshot()
    {
    }

    /// <summary>All runs, by start time.</summary>
    public ImmutableArray<RunInfo> Runs => throw new NotImplementedException();

    /// <summary>All replay parts, by start time.</summary>
    public ImmutableArray<ReplayInfo> Replays => throw new NotImplementedException();

    /// <summary>All checkpoints, by run, then in the order in which they were captured.</summary>
    public ImmutableArray<CheckpointInfo> Checkpoints => throw new NotImplementedException();

    /// <summary>The ends of loops as they were recorded (those of replays are not among them).</summary>
    public ImmutableArray<LoopEndInfo> LoopEnds => throw new NotImplementedException();

    /// <summary>One table for each loop path that occurs, the root's among them.</summary>
    public ImmutableArray<LoopTable> Tables => throw new NotImplementedException();

    /// <summary>What could not be read.</summary>
    public ImmutableArray<StoreNotice> Notices => throw new NotImplementedException();

    /// <summary>The table of a loop path; null if no run has that loop.</summary>
    public LoopTable? Table(LoopPath path) => throw new NotImplementedException();

    /// <summary>Opens a checkpoint for reading.</summary>
    /// <exception cref="StoreException">Its list of entries is missing or damaged.</exception>
    public CheckpointReader OpenCheckpoint(CheckpointInfo checkpoint) => throw new NotImplementedException();

    /// <summary>Lets go of the files that the snapshot holds open.</summary>
    public void Dispose() => throw new NotImplementedException();
}
