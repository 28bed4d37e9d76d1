using System.Collections.Immutable;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage;

/// <summary>What would be deleted, before it is: a preview, and at the same time what <see cref="FlorStore.Apply(RetentionPlan)"/> does.</summary>
/// <param name="Runs">The runs that go, with all their rows, replays and checkpoints.</param>
/// <param name="Checkpoints">The checkpoints that go: those of <paramref name="Runs"/>, and others.</param>
/// <remarks>Immutable. What is recorded after the plan was made is not part of it.</remarks>
public sealed record RetentionPlan(ImmutableArray<RunInfo> Runs, ImmutableArray<CheckpointInfo> Checkpoints)
{
    /// <summary>Whether nothing would be deleted.</summary>
    public bool IsEmpty => Runs.IsEmpty && Checkpoints.IsEmpty;

    /// <summary>
    /// The bytes that the checkpoints added to the store when they were written: the most that can come free, as later checkpoints may share their pages.
    /// </summary>
    public long CheckpointBytes => Checkpoints.Sum(checkpoint => checkpoint.StoredBytes);

    /// <summary>The items of the edit that carries the plan out.</summary>
    internal IReadOnlyList<ManifestItem> ToItems()
    {
        var runs = Runs.Select(run => run.Key).ToHashSet();
        var dropped = Checkpoints.Where(checkpoint => !runs.Contains(checkpoint.Run)).GroupBy(checkpoint => checkpoint.Run, CheckpointId.Of);
        var items = dropped.Select(ManifestItem (group) => new ManifestItem.CheckpointsDropped(group.Key, [.. group])).ToList();
        if (runs.Count > 0) items.Add(new ManifestItem.RunsDeleted([.. runs]));
        return items;
    }
}
