using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Gathers what a snapshot is made of.</summary>
internal sealed class SnapshotBuilder(IStoreFileSystem files, StoreLayout layout)
{
    private readonly List<RunInfo> _runs = [];
    private readonly List<ReplayInfo> _replays = [];
    private readonly List<ILoopTablePart> _parts = [];
    private readonly List<StoreNotice> _notices = [];
    private readonly List<RunImage> _images = [];

    public SnapshotContents Build()
    {
        // Logs first, the manifest afterwards: what is sealed in between shows in the manifest.
        var logs = WriterLog.ReadAll(files, layout);
        foreach (var log in logs) Add(log);
        return new SnapshotContents
        {
            Runs = [.. _runs.OrderBy(run => run.Header.Timestamp).ThenBy(run => run.Key)],
            Replays = [.. _replays.OrderBy(replay => replay.Header.Timestamp)],
            Parts = [.. _parts],
            Notices = [.. _notices],
            Images = [.. _images],
        };
    }

    private void Add(WriterLog log)
    {
        _notices.AddRange(log.Notices);
        foreach (var image in log.Images)
        {
            _images.Add(image);
            _parts.AddRange(image.Blocks.Select(block => new RowBlockPart(block)));
            if (image.Replay is { } replay) _replays.Add(new ReplayInfo(replay, image.Summary));
            else _runs.Add(Describe(image, log.IsLive));
        }
    }

    private static RunInfo Describe(RunImage image, bool isLive) => image.End is { } end
        ? new RunInfo(image.Header!, end.State, end.Seconds, end.Message)
        : new RunInfo(image.Header!, isLive ? RunState.Running : RunState.Interrupted, null, null);
}
