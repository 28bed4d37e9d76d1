using System.Collections.Immutable;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Collection;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Usage;

/// <summary>Finds out where the bytes of a store are. Used once.</summary>
internal sealed class UsageSurvey(IStoreFileSystem files, StoreLayout layout, Manifest manifest, CancellationToken cancellation)
{
    private readonly List<string> _problems = [];
    private readonly Dictionary<RunKey, RunTally> _runs = [];
    private long _deletedRowBytes;

    /// <exception cref="StoreException">The store changes faster than it can be read.</exception>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public UsageReport Run()
    {
        using var pin = EpochPin.Take(files, layout, manifest);
        var contents = new SnapshotBuilder(files, layout, manifest).Build(pin);
        var catalog = contents.Catalog;
        Try(contents.ThrowIfIncomplete);
        Try(() => AddRuns([.. contents.Runs, .. contents.SupersededRuns.Select(superseded => superseded.Run)]));
        var segments = Decode(catalog.Segments);
        var tree = files.ListTree(layout.Folder).ToDictionary(file => layout.Relative(file.Path), file => file.Bytes, StringComparer.Ordinal);
        foreach (var segment in segments) AddRows(segment, tree, catalog.DeletedRuns);
        using var owners = new PageOwners(files, layout, catalog);
        AddCheckpoints(contents, owners);
        var plan = PlanCollection(catalog, owners);
        var removed = catalog.Removed.Select(file => file.Path).Distinct(StringComparer.Ordinal).Where(tree.ContainsKey).ToList();
        return new UsageReport(
            new FileKinds(segments).Sum(tree), Ranked(), owners.SharedBytes, _deletedRowBytes,
            plan?.Reports.Sum(pack => pack.DeadBytes), plan?.Reports.Sum(pack => pack.FreedBytes), removed.Sum(path => tree[path]), removed.Count, [.. _problems]);
    }

    private ImmutableArray<RunUsage> Ranked() =>
        [.. _runs.Values.Select(run => run.ToUsage()).OrderByDescending(run => run.RowBytes + run.OwnPageBytes).ThenBy(run => run.Key)];

    private RunTally TallyOf(RunKey key) => _runs.TryGetValue(key, out var known) ? known : _runs[key] = new RunTally(key);

    private void AddRuns(ImmutableArray<RunInfo> runs)
    {
        foreach (var run in runs) TallyOf(run.Key).Info = run;
    }

    private List<SegmentInfo> Decode(ImmutableArray<Encoded<SegmentInfo>> segments)
    {
        var decoded = new List<SegmentInfo>(segments.Length);
        foreach (var segment in segments) Try(() => decoded.Add(segment.Value));
        return decoded;
    }

    /// <summary>Gives each run its rows' share of a segment's bytes. The shares are rounded so that they add up to the segment.</summary>
    private void AddRows(SegmentInfo segment, Dictionary<string, long> tree, IReadOnlySet<RunKey> deleted)
    {
        string path = $"{StoreLayout.SegmentFolderName}/{segment.FileName}";
        if (!tree.TryGetValue(path, out long bytes)) _problems.Add($"{path} is missing.");
        if (segment.Kind != SegmentKind.Loop || segment.RowCount == 0) return;
        long rows = 0;
        long given = 0;
        foreach (var part in segment.Runs)
        {
            rows += part.RowCount;
            long share = (long)((Int128)bytes * rows / segment.RowCount) - given;
            given += share;
            if (deleted.Contains(part.Run)) _deletedRowBytes += share;
            else TallyOf(part.Run).RowBytes += share;
        }
    }

    private void AddCheckpoints(SnapshotContents contents, PageOwners owners)
    {
        List<CheckpointInfo> checkpoints = [];
        bool isWhole = Try(() => checkpoints = [.. contents.ReadCheckpoints()]);
        // Where a segment is damaged, the checkpoints of the others are known all the same, but nobody can tell whose are missing.
        if (!isWhole) Try(() => checkpoints = [.. contents.ReadIntactCheckpoints()]);
        using var pages = new PageReader(files, layout);
        foreach (var group in checkpoints.GroupBy(checkpoint => checkpoint.Run)) AddPages(TallyOf(group.Key), [.. group], pages, owners);
        if (isWhole) return;
        foreach (var run in _runs.Values) run.IsComplete = false;
    }

    private void AddPages(RunTally run, List<CheckpointInfo> checkpoints, PageReader pages, PageOwners owners)
    {
        run.Checkpoints = checkpoints.Count;
        var reached = new Reachability(pages);
        foreach (var checkpoint in checkpoints)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Try(() => reached.Add(checkpoint))) run.IsComplete = false;
        }

        int missing = owners.Add(run, reached.Pages);
        if (missing == 0) return;
        run.IsComplete = false;
        _problems.Add($"Of the pages of run {run.Key}, {missing} are in none of the packs.");
    }

    /// <summary>What a collection that frees all would do; null where damage makes it impossible to tell.</summary>
    private CollectionPlan? PlanCollection(CatalogView catalog, PageOwners owners)
    {
        if (_problems.Count > 0) return null;
        CollectionPlan? plan = null;
        bool isRead = Try(() => plan = new CollectionPlan(PackSurvey.Of(files, layout, PackId.ParseAll(catalog.Packs), owners.IsUsed), _ => true, 0));
        if (!isRead) return null;
        var damaged = plan!.Kept.Where(pack => pack.Fate == PackFate.Damaged).Select(pack => $"{pack.File} is damaged: not all of its pages are known.").ToList();
        _problems.AddRange(damaged);
        return damaged.Count == 0 ? plan : null;
    }

    /// <summary>Does what damage may make impossible, which is a problem to tell of and no failure.</summary>
    private bool Try(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception failure) when (failure is StoreException or IOException or UnauthorizedAccessException)
        {
            if (!_problems.Contains(failure.Message)) _problems.Add(failure.Message);
            return false;
        }
    }
}
