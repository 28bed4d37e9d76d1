using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>One change of the catalog. A manifest edit holds several, which happen at once or not at all.</summary>
internal abstract record ManifestItem
{
    /// <summary>A segment file is there.</summary>
    internal sealed record SegmentAdded(SegmentInfo Segment) : ManifestItem;

    /// <summary>All WAL files of a writer up to a number are sealed; what was open at their end stands in a carry file of that many bytes, if any.</summary>
    internal sealed record WalRetired(WalId Last, long CarryBytes) : ManifestItem;

    /// <summary>A run has ended.</summary>
    internal sealed record RunSealed(RunHeader Header, RunEnd End) : ManifestItem;

    /// <summary>A replay part has ended; without a summary its process died.</summary>
    internal sealed record ReplaySealed(ReplayHeader Header, ReplaySummary? Summary) : ManifestItem;

    /// <summary>A page pack is complete and durable.</summary>
    internal sealed record PackSealed(string FileName) : ManifestItem;

    /// <summary>Something was found that readers should know.</summary>
    internal sealed record Noticed(StoreNotice Notice) : ManifestItem;
}
