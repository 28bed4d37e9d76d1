using System.Collections.Immutable;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>One change of the catalog. A manifest edit holds several, which happen at once or not at all.</summary>
internal abstract record ManifestItem
{
    /// <summary>Whether an edit with this item begins a new epoch: files that were in use before it are not in use behind it, or not for long.</summary>
    public virtual bool BeginsEpoch => false;

    /// <summary>A segment file is there.</summary>
    internal sealed record SegmentAdded(Encoded<SegmentInfo> Segment) : ManifestItem
    {
        public SegmentAdded(SegmentInfo segment)
            : this(ManifestCodec.Encode(segment))
        {
        }
    }

    /// <summary>All WAL files of a writer up to a number are sealed; what was open at their end stands in a carry file of that many bytes, if any.</summary>
    internal sealed record WalRetired(WalId Last, long CarryBytes) : ManifestItem;

    /// <summary>A run has ended.</summary>
    internal sealed record RunSealed(Encoded<RunInfo> Run) : ManifestItem
    {
        public RunSealed(RunHeader header, RunEnd end)
            : this(ManifestCodec.Encode(header, end))
        {
        }
    }

    /// <summary>A replay part has ended; without a summary its process died.</summary>
    internal sealed record ReplaySealed(Encoded<ReplayInfo> Replay) : ManifestItem
    {
        public ReplaySealed(ReplayHeader header, ReplaySummary? summary)
            : this(ManifestCodec.Encode(header, summary))
        {
        }
    }

    /// <summary>A page pack is complete and durable.</summary>
    internal sealed record PackSealed(string FileName) : ManifestItem;

    /// <summary>Something was found that readers should know.</summary>
    internal sealed record Noticed(StoreNotice Notice) : ManifestItem;

    /// <summary>
    /// Segments hold together what others held before, and stand in the catalog's order where the first of those stood: the rows of a run stay in
    /// their order. The inputs' files go when no snapshot needs them.
    /// </summary>
    internal sealed record SegmentsReplaced(ImmutableArray<string> Inputs, ImmutableArray<Encoded<SegmentInfo>> Results) : ManifestItem
    {
        public SegmentsReplaced(ImmutableArray<string> inputs, IEnumerable<SegmentInfo> results)
            : this(inputs, [.. results.Select(ManifestCodec.Encode)])
        {
        }

        public override bool BeginsEpoch => true;
    }

    /// <summary>Packs hold together what others held before. The inputs' files go when no snapshot needs them.</summary>
    internal sealed record PacksReplaced(ImmutableArray<string> Inputs, ImmutableArray<string> Results) : ManifestItem
    {
        public override bool BeginsEpoch => true;
    }

    /// <summary>A pack is about to go: who begins to write a checkpoint in this epoch or later must not count on its pages.</summary>
    /// <param name="FileName">The pack.</param>
    /// <param name="Epoch">The epoch that begins with it: one more than the catalog's.</param>
    internal sealed record PackCondemned(string FileName, long Epoch) : ManifestItem
    {
        public override bool BeginsEpoch => true;
    }

    /// <summary>A condemned pack stays after all.</summary>
    internal sealed record PackSpared(string FileName) : ManifestItem;

    /// <summary>Runs are deleted with all that belongs to them, including what a writer seals later.</summary>
    internal sealed record RunsDeleted(ImmutableArray<RunKey> Runs) : ManifestItem;

    /// <summary>Another run goes on with a run from one of its checkpoints, and stands in its place. What that one held beyond it is passed over, and kept.</summary>
    internal sealed record RunSuperseded(RunKey Run, RunKey By) : ManifestItem;

    /// <summary>Checkpoints of a run are deleted.</summary>
    internal sealed record CheckpointsDropped(RunKey Run, ImmutableArray<CheckpointId> Checkpoints) : ManifestItem;

    /// <summary>An epoch began. Stands first in each edit that begins one, and in a manifest that is written anew.</summary>
    internal sealed record EpochBegan(long Epoch) : ManifestItem;

    /// <summary>A file is not in use any more. Stands only in a manifest that is written anew.</summary>
    internal sealed record FileRemoved(RemovedFile File) : ManifestItem;

    /// <summary>Files that were not in use any more are gone from the disk. Paths are relative to the store's folder.</summary>
    internal sealed record FilesReclaimed(ImmutableArray<string> Paths) : ManifestItem;
}
