using System.Collections.Immutable;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Usage;

/// <summary>Tells files apart by their paths, relative to the store.</summary>
internal sealed class FileKinds(IEnumerable<SegmentInfo> segments)
{
    private readonly Dictionary<string, SegmentKind> _segments =
        segments.DistinctBy(segment => segment.FileName).ToDictionary(segment => segment.FileName, segment => segment.Kind, StringComparer.Ordinal);

    /// <summary>Adds up files by their kinds.</summary>
    public ImmutableArray<KindUsage> Sum(IReadOnlyDictionary<string, long> files)
    {
        var byKind = files.ToLookup(file => KindOf(file.Key), file => file.Value);
        return [.. Enum.GetValues<UsageKind>().Select(kind => new KindUsage(kind, byKind[kind].Sum(), byKind[kind].Count()))];
    }

    private UsageKind KindOf(string path)
    {
        var parts = path.Split('/', 2);
        if (parts.Length == 1) return path == "manifest" ? UsageKind.Manifest : UsageKind.Other;
        return parts[0] switch
        {
            StoreLayout.WalFolderName => UsageKind.Wal,
            StoreLayout.SegmentFolderName => _segments.TryGetValue(parts[1], out var kind) ? KindOf(kind) : UsageKind.UnnamedSegments,
            StoreLayout.PageFolderName when PackId.TryParse(parts[1], out _) => UsageKind.Packs,
            StoreLayout.PageFolderName when PackId.TryParseIndex(parts[1], out _) => UsageKind.PackIndexes,
            StoreLayout.LockFolderName => UsageKind.Locks,
            StoreLayout.DamagedFolderName => UsageKind.Damaged,
            StoreLayout.CacheFolderName => UsageKind.Cache,
            _ => UsageKind.Other,
        };
    }

    private static UsageKind KindOf(SegmentKind kind) => kind switch
    {
        SegmentKind.Loop => UsageKind.LoopSegments,
        SegmentKind.LoopEnds => UsageKind.LoopEndSegments,
        SegmentKind.Checkpoints => UsageKind.CheckpointSegments,
        SegmentKind.Replays => UsageKind.ReplaySegments,
        SegmentKind.Summaries => UsageKind.SummarySegments,
        _ => UsageKind.UnnamedSegments,
    };
}
