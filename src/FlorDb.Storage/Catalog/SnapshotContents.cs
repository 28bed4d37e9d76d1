using System.Collections.Immutable;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Catalog;

/// <summary>What a snapshot is made of: sealed files and what live logs hold beyond them.</summary>
internal sealed record SnapshotContents
{
    public required ImmutableArray<RunInfo> Runs { get; init; }

    public required ImmutableArray<ReplayInfo> Replays { get; init; }

    public required ImmutableArray<ILoopTablePart> Parts { get; init; }

    public required ImmutableArray<StoreNotice> Notices { get; init; }

    /// <summary>What the logs hold.</summary>
    public required ImmutableArray<RunImage> Images { get; init; }

    public IEnumerable<CheckpointInfo> ReadCheckpoints() => Images.SelectMany(image => image.Checkpoints);

    public IEnumerable<LoopEndInfo> ReadLoopEnds() => Images.SelectMany(image => image.LoopEnds);
}
