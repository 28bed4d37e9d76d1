using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage.Collection;

/// <summary>Which packs go, and which of their pages are written anew.</summary>
internal sealed class CollectionPlan
{
    private readonly List<PlannedPack> _going = [];
    private readonly List<PackReport> _kept = [];
    private long _resultBytes;
    private int _resultPages = int.MaxValue;

    /// <summary>Decides.</summary>
    /// <param name="packs">All packs of the catalog.</param>
    /// <param name="mayGo">Which of them may go.</param>
    /// <param name="minimumDeadShare">The smallest unused share that is worth the work.</param>
    public CollectionPlan(IEnumerable<PackSurvey> packs, Predicate<PackId> mayGo, double minimumDeadShare)
    {
        foreach (var pack in packs)
        {
            if (mayGo(pack.Id) && ShouldGo(pack, minimumDeadShare)) _going.Add(Plan(pack));
            else _kept.Add(Report(pack, 0, pack.IsWhole ? PackFate.Kept : PackFate.Damaged));
        }
    }

    /// <summary>The packs that go.</summary>
    public IReadOnlyList<PlannedPack> Going => _going;

    /// <summary>The packs that stay.</summary>
    public IReadOnlyList<PackReport> Kept => _kept;

    /// <summary>What is said of all packs.</summary>
    public IEnumerable<PackReport> Reports => _kept.Concat(_going.Select(pack => pack.Report));

    private static PackReport Report(PackSurvey pack, long freedBytes, PackFate fate) =>
        new($"{StoreLayout.PageFolderName}/{pack.Id.FileName}", pack.PackBytes + pack.IndexBytes, pack.LiveBytes, pack.DeadBytes, freedBytes, fate);

    private static bool ShouldGo(PackSurvey pack, double minimumDeadShare) =>
        pack.IsWhole && (pack.LivePages.Count == 0 || (pack.DeadBytes > 0 && pack.DeadBytes >= minimumDeadShare * pack.PackBytes));

    /// <summary>The length of what is written anew is known beforehand, so that a dry run tells exactly what it would free.</summary>
    private PlannedPack Plan(PackSurvey pack)
    {
        long written = 0;
        foreach (var entry in pack.LivePages)
        {
            if (_resultBytes >= PackLayout.LargestPackBytes || _resultPages >= PackLayout.LargestPackPages) written += BeginResult();
            _resultBytes += entry.Page.FrameBytes;
            _resultPages++;
            written += entry.Page.FrameBytes + PackIndexLayout.EntryBytes;
        }

        return new PlannedPack(pack.Id, pack.LivePages, pack.Duplicates, Report(pack, pack.PackBytes + pack.IndexBytes - written, PackFate.Freed));
    }

    private long BeginResult()
    {
        _resultBytes = PackLayout.FileHeaderBytes;
        _resultPages = 0;
        return PackLayout.FileHeaderBytes + PackIndexLayout.FileBytes(0);
    }
}
