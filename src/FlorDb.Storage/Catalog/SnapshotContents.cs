using System.Collections.Immutable;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Summaries;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>
/// What a snapshot is made of: sealed files and what live logs hold beyond them, without what was deleted or superseded. Each part is put together when it is first
/// asked for. Safe to use from several threads.
/// </summary>
internal sealed class SnapshotContents
{
    private readonly IStoreFileSystem _files;
    private readonly StoreLayout _layout;
    private readonly CatalogView _catalog;
    private readonly ImmutableArray<WriterLog> _logs;
    private readonly Lazy<ImmutableArray<RunInfo>> _runs;
    private readonly Lazy<ImmutableArray<ReplayInfo>> _replays;
    private readonly Lazy<ILookup<SegmentKind, SegmentFile>> _segments;

    public SnapshotContents(IStoreFileSystem files, StoreLayout layout, CatalogView catalog, ImmutableArray<WriterLog> logs)
    {
        _files = files;
        _layout = layout;
        _catalog = catalog;
        _logs = logs;
        _runs = new(FindRuns);
        _replays = new(FindReplays);
        _segments = new(() => catalog.Segments.Select(segment => new SegmentFile(_files, _layout, segment.Value)).ToLookup(file => file.Info.Kind));
    }

    /// <summary>What the manifest says.</summary>
    public CatalogView Catalog => _catalog;

    /// <summary>What the logs hold beyond it.</summary>
    public ImmutableArray<WriterLog> Logs => _logs;

    /// <summary>The carry files that the manifest names and that are gone, with what that means.</summary>
    public required ImmutableArray<StoreNotice> LostCarries { get; init; }

    public ImmutableArray<RunInfo> Runs => _runs.Value;

    public ImmutableArray<ReplayInfo> Replays => _replays.Value;

    /// <summary>The runs that others have gone on with and that are not deleted.</summary>
    public IEnumerable<SupersededRun> SupersededRuns =>
        from run in _catalog.Runs
        let key = ManifestCodec.KeyOf(run)
        where _catalog.Superseded.ContainsKey(key)
        select new SupersededRun(run.Value, _catalog.Superseded[key]);

    /// <summary>The runs that are to go on with others and have not taken their places yet.</summary>
    public IEnumerable<RunInfo> PendingRuns =>
        from log in _logs
        from image in log.Images.Values
        where _catalog.Shows(image.Key) && _catalog.IsPending(image.Header)
        select Describe(image, log.IsLive);

    /// <summary>The records of one run each, by start time.</summary>
    public IEnumerable<RunGroup> Groups => RunGroup.Of(Runs);

    public IEnumerable<StoreNotice> Notices => _catalog.Notices.Concat(_logs.SelectMany(log => log.Notices)).Concat(LostCarries);

    /// <summary>Makes sure that all that was ever recorded can be seen, as far as anybody knows.</summary>
    /// <exception cref="StoreException">An edit of the manifest or a record of a log is damaged.</exception>
    public void ThrowIfIncomplete()
    {
        if (!_catalog.IsComplete) throw new StoreException($"{_layout.Manifest} is damaged, so what is in use can't be told. Run \"flor repair\" first.");
        if (_logs.SelectMany(log => log.Notices).Concat(LostCarries).FirstOrDefault() is { } notice)
            throw new StoreException($"{notice.File} is damaged, so what is in use can't be told. {notice.Text}");
    }

    /// <summary>The rows of all loop paths.</summary>
    public IEnumerable<ILoopTablePart> Parts() =>
    [
        .. _segments.Value[SegmentKind.Loop].Select(file => WithoutHidden(new SegmentPart(file), file.Info)).OfType<ILoopTablePart>(),
        .. Images().SelectMany(known => known.Image.Blocks.Select(block => new RowBlockPart(block, StateOfOpenRun(known.IsLive)))),
    ];

    /// <exception cref="StoreException">A segment is damaged.</exception>
    public IEnumerable<CheckpointInfo> ReadCheckpoints() =>
        Undeleted(_segments.Value[SegmentKind.Checkpoints].SelectMany(file => file.Read(SystemTables.ReadCheckpoints)));

    /// <summary>The checkpoints that can be read; those in damaged segments are left out.</summary>
    public IEnumerable<CheckpointInfo> ReadIntactCheckpoints() => Undeleted(_segments.Value[SegmentKind.Checkpoints].SelectMany(ReadOrNone));

    /// <exception cref="StoreException">A segment is damaged.</exception>
    public IEnumerable<LoopEndInfo> ReadLoopEnds() =>
        _segments.Value[SegmentKind.LoopEnds].SelectMany(file => file.Read(SystemTables.ReadLoopEnds))
            .Concat(Images().SelectMany(known => known.Image.LoopEnds))
            .Where(end => _catalog.Shows(end.Run));

    private IEnumerable<CheckpointInfo> Undeleted(IEnumerable<CheckpointInfo> isSealed) =>
        isSealed.Concat(Images().SelectMany(known => known.Image.Checkpoints))
            .Where(checkpoint => _catalog.Shows(checkpoint.Run)
                && !_catalog.DroppedCheckpoints.Contains((checkpoint.Run, CheckpointId.Of(checkpoint))));

    private static IReadOnlyList<CheckpointInfo> ReadOrNone(SegmentFile file)
    {
        try
        {
            return file.Read(SystemTables.ReadCheckpoints);
        }
        catch (StoreException)
        {
            return [];
        }
    }

    /// <exception cref="StoreException">A segment is damaged.</exception>
    public IEnumerable<CellSummary> ReadSummaries(IReadOnlySet<RunKey>? runs)
    {
        var stored = _catalog.Segments.SelectMany(segment => ReadSummaries(segment.Value, runs));
        var open = Images().SelectMany(known => known.Image.Blocks.Select(block => new RowBlockPart(block, StateOfOpenRun(known.IsLive))));
        return CellSummary.Combine(stored.Concat(open.SelectMany(part => SummaryBuilder.Of(part, runs)))
            .Where(summary => _catalog.Shows(summary.Run) && runs?.Contains(summary.Run) != false));
    }

    /// <summary>What a segment holds of summaries; the rows of one that has none are summed up.</summary>
    private IEnumerable<CellSummary> ReadSummaries(SegmentInfo segment, IReadOnlySet<RunKey>? runs)
    {
        var file = new SegmentFile(_files, _layout, segment);
        if (segment.Kind == SegmentKind.Summaries) return file.Read(SummaryTable.Read);
        return segment.HasSummary ? [] : SummaryBuilder.Of(new SegmentPart(file), runs);
    }

    /// <summary>What the logs hold of runs that show.</summary>
    private IEnumerable<(RunImage Image, bool IsLive)> Images() =>
        from log in _logs
        from image in log.Images.Values
        where _catalog.Shows(image.Key) && !_catalog.IsPending(image.Header)
        select (image, log.IsLive);

    private ImmutableArray<RunInfo> FindRuns()
    {
        var open = Images().Where(known => known.Image.Header is not null).Select(known => Describe(known.Image, known.IsLive));
        var runs = _catalog.Runs.Where(run => _catalog.Shows(ManifestCodec.KeyOf(run))).Select(run => run.Value).Concat(open).ToList();
        runs.Sort(ByStart);
        return [.. runs];
    }

    private static int ByStart(RunInfo run, RunInfo other)
    {
        int byTime = run.Header.Timestamp.CompareTo(other.Header.Timestamp);
        if (byTime == 0) byTime = Comparer<int?>.Default.Compare(run.Header.Rank, other.Header.Rank);
        return byTime != 0 ? byTime : run.Key.CompareTo(other.Key);
    }

    private ImmutableArray<ReplayInfo> FindReplays()
    {
        var open = Images().Where(known => known.Image.Replay is not null).Select(known => new ReplayInfo(known.Image.Replay!, known.Image.Summary));
        return [.. _catalog.Replays.Where(replay => _catalog.Shows(ManifestCodec.RunOf(replay))).Select(replay => replay.Value).Concat(open).OrderBy(replay => replay.Header.Timestamp).ThenBy(replay => replay.Key.Value)];
    }

    /// <summary>The part with the rows of runs left out that don't show; null if nothing is left of it.</summary>
    private ILoopTablePart? WithoutHidden(ILoopTablePart part, SegmentInfo info)
    {
        if (_catalog.ShowsAll) return part;
        var kept = info.Runs.Where(run => _catalog.Shows(run.Run)).ToList();
        if (kept.Count == info.Runs.Length) return part;
        return kept.Count == 0 ? null : new ShownPart(part, [.. kept.Select(run => run.Run)], kept.Sum(run => run.RowCount));
    }

    private static RunInfo Describe(RunImage image, bool isLive) => image.End is { } end
        ? new RunInfo(image.Header!, end.State, end.Seconds, end.Message)
        : new RunInfo(image.Header!, StateOfOpenRun(isLive), null, null);

    private static RunState StateOfOpenRun(bool isLive) => isLive ? RunState.Running : RunState.Interrupted;
}
