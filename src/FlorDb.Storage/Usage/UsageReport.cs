using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>
/// Where the bytes of a store are. Each file is of one kind, so the kinds add up to the folder. Segments of logged values are the rows of all runs and
/// <see cref="DeletedRowBytes"/>; complete packs are the own pages of all runs, <see cref="SharedPageBytes"/>, <see cref="UnusedPageBytes"/> and a header each.
/// </summary>
/// <param name="Kinds">All kinds, in the order of <see cref="UsageKind"/>.</param>
/// <param name="Runs">All runs that are not deleted, the largest (rows and own pages) first.</param>
/// <param name="SharedPageBytes">The bytes of pages that several runs use, each page counted once.</param>
/// <param name="DeletedRowBytes">The share of deleted runs in the segments of logged values: what a compaction drops.</param>
/// <param name="UnusedPageBytes">The bytes of complete packs that nothing uses; null where damage makes it impossible to tell.</param>
/// <param name="CollectableBytes">
/// What a garbage collection would free at most: unused pages, with what indexes hold of them; null where damage makes it impossible to tell.
/// </param>
/// <param name="RemovedBytes">The bytes of files that are not in use any more and wait until nobody reads them.</param>
/// <param name="RemovedFiles">The number of those files.</param>
/// <param name="Problems">What could not be read, and so is missing from the figures.</param>
public sealed record UsageReport(
    ImmutableArray<KindUsage> Kinds, ImmutableArray<RunUsage> Runs, long SharedPageBytes, long DeletedRowBytes, long? UnusedPageBytes, long? CollectableBytes,
    long RemovedBytes, int RemovedFiles, ImmutableArray<string> Problems)
{
    /// <summary>The lengths of all files together.</summary>
    public long Bytes => Kinds.Sum(kind => kind.Bytes);

    /// <summary>The number of all files.</summary>
    public int Files => Kinds.Sum(kind => kind.Files);
}
