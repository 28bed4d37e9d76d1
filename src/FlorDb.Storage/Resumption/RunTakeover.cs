using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Summaries;

namespace FlorDb.Storage.Resumption;

/// <summary>
/// Puts a run in the place of the one that it continues. What it takes over is written as segments of its own; the manifest edit that names them is the
/// moment at which it happens: a crash before leaves files that nobody knows, and a run that nobody sees.
/// </summary>
internal sealed class RunTakeover(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
{
    /// <summary>Takes over. What the log has of the run is durable.</summary>
    /// <param name="header">The run.</param>
    /// <param name="cut">What it takes over.</param>
    /// <param name="stem">What the names of the segments begin with.</param>
    /// <returns>The loop in the middle of which the run goes on.</returns>
    /// <exception cref="StoreException">A segment is damaged, or the other run is not there to be continued; nothing was changed.</exception>
    /// <exception cref="IOException">The disk is full or fails; nothing was changed.</exception>
    public TakenLoop Run(RunHeader header, RunCut cut, string stem)
    {
        using var pin = EpochPin.Take(files, layout, manifest);
        var catalog = manifest.Refresh();
        Check(catalog, cut.Checkpoint.Run);
        var work = new Work(files, layout, catalog, header.Key, cut, stem);
        work.WriteAll();
        if (work.Segments.Count > 0) files.FlushFolder(layout.SegmentFolder);
        manifest.Append(now =>
        {
            Check(now, cut.Checkpoint.Run);
            return
            [
                .. work.Segments.Select(segment => new ManifestItem.SegmentAdded(segment)),
                .. DroppedMeanwhile(now, header.Key, cut),
                new ManifestItem.RunSuperseded(cut.Checkpoint.Run, header.Key),
            ];
        });
        return work.Taken;
    }

    /// <summary>Only a run that is over, sealed and shown can be continued: what is taken over of it stands in segments, and nobody adds to it.</summary>
    private static void Check(CatalogView catalog, RunKey run)
    {
        if (catalog.DeletedRuns.Contains(run)) throw new StoreException($"The run {run} was deleted, so it can't be resumed.");
        if (catalog.Superseded.TryGetValue(run, out var by)) throw new StoreException($"The run {run} was resumed already, by {by}.");
        if (!catalog.Runs.Any(known => ManifestCodec.KeyOf(known) == run))
            throw new StoreException($"The run {run} is being recorded, or what its process left behind can't be sealed, so it can't be resumed.");
    }

    /// <summary>Checkpoints of the other run that were deleted are deleted here, too.</summary>
    private static IEnumerable<ManifestItem> DroppedMeanwhile(CatalogView now, RunKey run, RunCut cut)
    {
        var dropped = now.DroppedCheckpoints.Where(dropped => dropped.Run == cut.Checkpoint.Run).Select(dropped => dropped.Checkpoint).ToList();
        return dropped.Count == 0 ? [] : [new ManifestItem.CheckpointsDropped(run, [.. dropped])];
    }

    /// <summary>Writes the segments of one run that takes over.</summary>
    private sealed class Work(IStoreFileSystem files, StoreLayout layout, CatalogView catalog, RunKey run, RunCut cut, string stem)
    {
        private readonly RunKey _from = cut.Checkpoint.Run;
        private readonly List<SegmentInfo> _all = [.. catalog.Segments.Select(segment => segment.Value)];
        private readonly List<(long Index, double Seconds)> _seconds = [];

        public List<SegmentInfo> Segments { get; } = [];

        public TakenLoop Taken { get; private set; }

        public void WriteAll()
        {
            var ends = ReadLoopEnds();
            WriteRows();
            if (cut.Checkpoint.Position is { Moment: CheckpointMoment.IterationEnd, Path: var path })
                Taken = new TakenLoop(path.Loops[0], TicksSince(ends.Where(end => end.Path.Equals(path)).Select(end => end.Iterations).DefaultIfEmpty().Max()));
            if (ends.Count > 0) Write("loopends", SegmentKind.LoopEnds, SystemTables.LoopEnds([.. ends.Select(end => end with { Run = run })]));
            if (ReadCheckpoints() is { Count: > 0 } checkpoints)
                Write("checkpoints", SegmentKind.Checkpoints, SystemTables.Checkpoints([.. checkpoints.Select(checkpoint => checkpoint with { Run = run })]));
        }

        private void WriteRows()
        {
            var inputs = _all.Where(segment => segment is { Kind: SegmentKind.Loop, Path.Depth: > 0 } && segment.Runs.Any(rows => rows.Run == _from && rows.Replay is null));
            var sums = new List<CellSummary>();
            foreach (var group in inputs.Where(segment => cut.IterationsOf(segment.Path.Loops[0]) > 0).GroupBy(segment => segment.Path))
            {
                using var copier = new RowCopier(files, layout, group.Key, run, cut);
                if (copier.Copy(group, Name($"{Segments.Count:D3}")) is { } segment) Segments.Add(segment);
                sums.AddRange(copier.Summaries);
                if (group.Key.Equals(cut.Checkpoint.Position.Path)) _seconds.AddRange(copier.Seconds);
            }

            if (sums.Count > 0) Write("summaries", SegmentKind.Summaries, SummaryTable.Encode(sums));
        }

        /// <summary>How long the loop that is gone on with took since an iteration: one that is entered again under the same name goes on counting.</summary>
        private long TicksSince(long first) => (long)(_seconds.Where(known => known.Index >= first).Sum(known => known.Seconds) * TimeSpan.TicksPerSecond);

        private List<LoopEndInfo> ReadLoopEnds()
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            return [.. Read(SegmentKind.LoopEnds, SystemTables.ReadLoopEnds).Where(end => end.Run == _from && IsTaken(end))];

            bool IsTaken(LoopEndInfo end)
            {
                string loop = end.Path.Loops[0];
                if (end.Path.Depth > 1) return end.Parent[0] < cut.IterationsOf(loop);
                int before = seen.GetValueOrDefault(loop);
                seen[loop] = before + 1;
                return before < cut.ExecutionsOf(loop);
            }
        }

        /// <summary>Those up to the one from which the run goes on: they come in the order in which they were captured.</summary>
        private List<CheckpointInfo> ReadCheckpoints()
        {
            var all = Read(SegmentKind.Checkpoints, SystemTables.ReadCheckpoints)
                .Where(checkpoint => checkpoint.Run == _from && !catalog.DroppedCheckpoints.Contains((_from, CheckpointId.Of(checkpoint)))).ToList();
            int last = all.FindLastIndex(checkpoint => CheckpointId.Of(checkpoint) == CheckpointId.Of(cut.Checkpoint));
            return last >= 0 ? all[..(last + 1)] : throw new StoreException($"The checkpoint from which the run {_from} was to be resumed was deleted.");
        }

        private IEnumerable<T> Read<T>(SegmentKind kind, Func<Arrow.RecordBatch, IEnumerable<T>> decode) =>
            _all.Where(segment => segment.Kind == kind).SelectMany(segment => new SegmentFile(files, layout, segment).Read(decode));

        private void Write(string name, SegmentKind kind, ArrowTable table) =>
            Segments.Add(SegmentFile.Write(files, layout, Name(name), kind, LoopPath.Root, table, [], []));

        private string Name(string name) => $"{stem}-{name}{StoreLayout.SegmentExtension}";
    }
}
