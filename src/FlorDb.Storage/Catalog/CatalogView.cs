using System.Collections.Immutable;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>What the manifest says at one moment.</summary>
internal sealed record CatalogView
{
    public static CatalogView Empty { get; } = new();

    public ImmutableList<SegmentInfo> Segments { get; init; } = [];

    public ImmutableList<RunInfo> Runs { get; init; } = [];

    public ImmutableList<ReplayInfo> Replays { get; init; } = [];

    public ImmutableList<string> Packs { get; init; } = [];

    public ImmutableList<StoreNotice> Notices { get; init; } = [];

    /// <summary>For each writer the last WAL file that is sealed.</summary>
    public ImmutableDictionary<Guid, ManifestItem.WalRetired> Retired { get; init; } = ImmutableDictionary<Guid, ManifestItem.WalRetired>.Empty;

    /// <summary>The writers that have a carry file.</summary>
    public IEnumerable<ManifestItem.WalRetired> Carries => Retired.Values.Where(retired => retired.CarryBytes > 0);

    /// <summary>The carry file of a writer; null if it has none.</summary>
    public ManifestItem.WalRetired? CarryOf(Guid writer) => Retired.GetValueOrDefault(writer) is { CarryBytes: > 0 } retired ? retired : null;

    /// <summary>Whether a WAL file's rows are in segments.</summary>
    public bool IsRetired(WalId id) => Retired.GetValueOrDefault(id.Writer) is { } retired && id.Number <= retired.Last.Number;

    public CatalogView With(ManifestItem item) => item switch
    {
        ManifestItem.SegmentAdded added => this with { Segments = Segments.Add(added.Segment) },
        ManifestItem.WalRetired retired => this with { Retired = Retired.SetItem(retired.Last.Writer, retired) },
        ManifestItem.RunSealed run => this with { Runs = Runs.Add(new RunInfo(run.Header, run.End.State, run.End.Seconds, run.End.Message)) },
        ManifestItem.ReplaySealed replay => this with { Replays = Replays.Add(new ReplayInfo(replay.Header, replay.Summary)) },
        ManifestItem.PackSealed pack => this with { Packs = Packs.Add(pack.FileName) },
        ManifestItem.Noticed noticed => this with { Notices = Notices.Add(noticed.Notice) },
        _ => throw new ArgumentException($"{item.GetType().Name} is no manifest item.", nameof(item)),
    };
}
