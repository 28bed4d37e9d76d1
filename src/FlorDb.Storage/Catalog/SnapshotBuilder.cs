using System.Collections.Immutable;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Gathers what a snapshot is made of.</summary>
internal sealed class SnapshotBuilder(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
{
    private const int Attempts = 100;

    /// <exception cref="StoreException">The store changes faster than it can be read.</exception>
    public SnapshotContents Build()
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            // Logs first, the manifest afterwards: what is sealed in between shows in the manifest.
            using var wals = OpenWals.OpenAll(files, layout);
            var catalog = manifest.Refresh();
            if (TryReadLogs(catalog, wals) is { } logs) return Assemble(catalog, logs);
        }

        throw new StoreException($"The store in {layout.Folder} changes faster than it can be read.");
    }

    private List<WriterLog>? TryReadLogs(CatalogView catalog, OpenWals wals)
    {
        var logs = new List<WriterLog>();
        foreach (var writer in wals.Writers.Union(catalog.Carries.Select(carry => carry.Last.Writer)))
        {
            if (WriterLog.TryRead(files, layout, catalog, wals, writer) is not { } log) return null;
            logs.Add(log);
        }

        return logs;
    }

    private SnapshotContents Assemble(CatalogView catalog, List<WriterLog> logs)
    {
        var segments = catalog.Segments.Select(segment => new SegmentFile(files, layout, segment)).ToLookup(file => file.Info.Kind);
        var images = logs.SelectMany(log => log.Images.Values).ToImmutableArray();
        var runs = logs.SelectMany(log => log.Images.Values.Where(image => image.Header is not null).Select(image => Describe(image, log.IsLive)));
        var replays = images.Where(image => image.Replay is not null).Select(image => new ReplayInfo(image.Replay!, image.Summary));
        return new SnapshotContents
        {
            Runs = [.. catalog.Runs.Concat(runs).OrderBy(run => run.Header.Timestamp).ThenBy(run => run.Key)],
            Replays = [.. catalog.Replays.Concat(replays).OrderBy(replay => replay.Header.Timestamp).ThenBy(replay => replay.Key.Value)],
            Parts = [.. segments[SegmentKind.Loop].Select(file => new SegmentPart(file)), .. logs.SelectMany(Parts)],
            Notices = [.. catalog.Notices, .. logs.SelectMany(log => log.Notices)],
            Images = images,
            LoopEndSegments = [.. segments[SegmentKind.LoopEnds]],
            CheckpointSegments = [.. segments[SegmentKind.Checkpoints]],
        };
    }

    private static IEnumerable<ILoopTablePart> Parts(WriterLog log) =>
        log.Images.Values.SelectMany(image => image.Blocks).Select(block => new RowBlockPart(block, StateOfOpenRun(log.IsLive)));

    private static RunInfo Describe(RunImage image, bool isLive) => image.End is { } end
        ? new RunInfo(image.Header!, end.State, end.Seconds, end.Message)
        : new RunInfo(image.Header!, StateOfOpenRun(isLive), null, null);

    private static RunState StateOfOpenRun(bool isLive) => isLive ? RunState.Running : RunState.Interrupted;
}
