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

    public required ImmutableArray<SegmentFile> LoopEndSegments { get; init; }

    public required ImmutableArray<SegmentFile> CheckpointSegments { get; init; }

    /// <exception cref="StoreException">A segment is damaged.</exception>
    public IEnumerable<CheckpointInfo> ReadCheckpoints() =>
        CheckpointSegments.SelectMany(file => file.Read(SystemTables.ReadCheckpoints)).Concat(Images.SelectMany(image => image.Checkpoints));

    /// <exception cref="StoreException">A segment is damaged.</exception>
    public IEnumerable<LoopEndInfo> ReadLoopEnds() =>
        LoopEndSegments.SelectMany(file => file.Read(SystemTables.ReadLoopEnds)).Concat(Images.SelectMany(image => image.LoopEnds));
}
