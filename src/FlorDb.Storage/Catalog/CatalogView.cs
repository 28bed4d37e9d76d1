using System.Collections.Immutable;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>What the manifest says at one moment. It never changes, so any thread may hold on to it.</summary>
internal sealed record CatalogView
{
    public static CatalogView Empty { get; } = new();

    /// <summary>Which manifest file it was read from: one that was written anew has another, and may have dropped entries of writers that are gone.</summary>
    public Guid File { get; init; }

    /// <summary>
    /// Whether all that was ever put into the catalog is known to be in it: false if an edit is damaged or the manifest missing, until it is repaired.
    /// Whoever deletes what the catalog does not name must ask.
    /// </summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Counted up by each edit that removes or condemns files.</summary>
    public long Epoch { get; init; }

    public ImmutableArray<Encoded<SegmentInfo>> Segments { get; init; } = [];

    /// <summary>The runs that are over and not deleted.</summary>
    public ImmutableArray<Encoded<RunInfo>> Runs { get; init; } = [];

    /// <summary>The replay parts that are over, of runs that are not deleted.</summary>
    public ImmutableArray<Encoded<ReplayInfo>> Replays { get; init; } = [];

    public ImmutableArray<string> Packs { get; init; } = [];

    /// <summary>Those of <see cref="Packs"/> that are about to go, with the epoch in which each was condemned.</summary>
    public IReadOnlyDictionary<string, long> CondemnedPacks { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public ImmutableArray<StoreNotice> Notices { get; init; } = [];

    /// <summary>For each writer the last WAL file that is sealed. Writers that left nothing behind need not be in it.</summary>
    public IReadOnlyDictionary<Guid, ManifestItem.WalRetired> Retired { get; init; } = new Dictionary<Guid, ManifestItem.WalRetired>();

    /// <summary>Every run that was ever deleted: segments and logs may still hold rows of them, which nobody is to see.</summary>
    public IReadOnlySet<RunKey> DeletedRuns { get; init; } = new HashSet<RunKey>();

    /// <summary>The runs that others have gone on with, and by which: what is theirs is kept, and nobody is to see it.</summary>
    public IReadOnlyDictionary<RunKey, RunKey> Superseded { get; init; } = new Dictionary<RunKey, RunKey>();

    /// <summary>The checkpoints that were deleted, of runs that were not.</summary>
    public IReadOnlySet<(RunKey Run, CheckpointId Checkpoint)> DroppedCheckpoints { get; init; } = new HashSet<(RunKey Run, CheckpointId Checkpoint)>();

    /// <summary>Files that are not in use any more and not deleted yet.</summary>
    public ImmutableArray<RemovedFile> Removed { get; init; } = [];

    /// <summary>The writers that have a carry file.</summary>
    public IEnumerable<ManifestItem.WalRetired> Carries => Retired.Values.Where(retired => retired.CarryBytes > 0);

    /// <summary>The carry file of a writer; null if it has none.</summary>
    public ManifestItem.WalRetired? CarryOf(Guid writer) => Retired.GetValueOrDefault(writer) is { CarryBytes: > 0 } retired ? retired : null;

    /// <summary>The same with another entry of a writer among <see cref="Retired"/>.</summary>
    public CatalogView With(ManifestItem.WalRetired retired) =>
        this with { Retired = new Dictionary<Guid, ManifestItem.WalRetired>(Retired) { [retired.Last.Writer] = retired } };

    /// <summary>Whether every run shows.</summary>
    public bool ShowsAll => DeletedRuns.Count == 0 && Superseded.Count == 0;

    /// <summary>Whether what belongs to a run shows: it is not deleted, and no other stands in its place.</summary>
    public bool Shows(RunKey run) => !DeletedRuns.Contains(run) && !Superseded.ContainsKey(run);

    /// <summary>Whether a run that goes on with another has not taken its place: until then, that one shows.</summary>
    public bool IsPending(RunHeader? run) => run?.Continues is { } other && !(Superseded.TryGetValue(other, out var by) && by == run.Key);

    /// <summary>Whether a WAL file's rows are in segments.</summary>
    public bool IsRetired(WalId id) => Retired.GetValueOrDefault(id.Writer) is { } retired && id.Number <= retired.Last.Number;
}
