using System.Collections.Immutable;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage;

/// <summary>
/// A consistent view of a store at one moment. What is written later does not show in it. Safe to use from several threads.
/// </summary>
public sealed class StoreSnapshot : IDisposable
{
    private readonly SnapshotContents _contents;
    private readonly PageReader _pages;
    private readonly ImmutableDictionary<LoopPath, LoopTable> _tables;
    private readonly Lazy<ImmutableArray<CheckpointInfo>> _checkpoints;
    private readonly Lazy<ImmutableArray<LoopEndInfo>> _loopEnds;

    internal StoreSnapshot(SnapshotContents contents, PageReader pages)
    {
        _contents = contents;
        _pages = pages;
        _tables = contents.Parts.GroupBy(part => part.Path).ToImmutableDictionary(group => group.Key, group => new LoopTable(group.Key, [.. group]));
        _checkpoints = new(() => [.. contents.ReadCheckpoints().OrderBy(checkpoint => checkpoint.Run)]);
        _loopEnds = new(() => [.. contents.ReadLoopEnds().OrderBy(end => end.Run)]);
        Tables = [.. _tables.Values.OrderBy(table => table.Path.Depth).ThenBy(table => table.Path.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>All runs, by start time.</summary>
    public ImmutableArray<RunInfo> Runs => _contents.Runs;

    /// <summary>All replay parts, by start time.</summary>
    public ImmutableArray<ReplayInfo> Replays => _contents.Replays;

    /// <summary>All checkpoints, by run, then in the order in which they were captured.</summary>
    /// <exception cref="StoreException">A segment is damaged: the message names the file.</exception>
    public ImmutableArray<CheckpointInfo> Checkpoints => _checkpoints.Value;

    /// <summary>The ends of loops as they were recorded (those of replays are not among them).</summary>
    /// <exception cref="StoreException">A segment is damaged: the message names the file.</exception>
    public ImmutableArray<LoopEndInfo> LoopEnds => _loopEnds.Value;

    /// <summary>One table for each loop path that occurs, the root's among them.</summary>
    public ImmutableArray<LoopTable> Tables { get; }

    /// <summary>What could not be read.</summary>
    public ImmutableArray<StoreNotice> Notices => _contents.Notices;

    /// <summary>The table of a loop path; null if no run has that loop.</summary>
    public LoopTable? Table(LoopPath path) => _tables.GetValueOrDefault(path);

    /// <summary>Opens a checkpoint for reading.</summary>
    /// <exception cref="StoreException">Its list of entries is missing or damaged.</exception>
    public CheckpointReader OpenCheckpoint(CheckpointInfo checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new CheckpointReader(_pages, checkpoint);
    }

    /// <summary>Lets go of the files that the snapshot holds open.</summary>
    public void Dispose() => _pages.Dispose();
}
