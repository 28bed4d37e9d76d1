using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>What a garbage collection did, or would do.</summary>
/// <param name="Packs">Every complete pack of the store.</param>
/// <param name="IsAnotherAtWork">Whether nothing was done, since another process collects garbage in this store right now.</param>
/// <param name="UnreclaimedBytes">
/// How much of <see cref="FreedBytes"/> is still on the disk, because snapshots that were taken before may read it: it goes when they are over, with
/// the next collection or when a process next opens the store.
/// </param>
public sealed record CollectionReport(ImmutableArray<PackReport> Packs, bool IsAnotherAtWork, long UnreclaimedBytes)
{
    /// <summary>The bytes that the store's files are shorter by, all in all: what goes, less what is written anew.</summary>
    public long FreedBytes => Packs.Where(pack => pack.Fate == PackFate.Freed).Sum(pack => pack.FreedBytes);

    /// <summary>The bytes that a later collection can free: somebody may still count on them.</summary>
    public long PendingBytes => Packs.Where(pack => pack.Fate == PackFate.Condemned).Sum(pack => pack.FreedBytes);
}
