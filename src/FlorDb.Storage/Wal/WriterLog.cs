using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Wal;

/// <summary>What the WAL files of one writer hold.</summary>
internal sealed class WriterLog
{
    private readonly WalRedo _redo = new();
    private readonly List<StoreNotice> _notices = [];

    private WriterLog(Guid writer, bool isLive)
    {
        Writer = writer;
        IsLive = isLive;
    }

    public Guid Writer { get; }

    /// <summary>Whether the writer's process was at work when its files were read.</summary>
    public bool IsLive { get; }

    /// <summary>The runs and replay parts.</summary>
    public IReadOnlyCollection<RunImage> Images => _redo.Runs;

    public IReadOnlyList<StoreNotice> Notices => _notices;

    /// <summary>Reads the files of all writers.</summary>
    public static ImmutableArray<WriterLog> ReadAll(IStoreFileSystem files, StoreLayout layout)
    {
        var ids = new List<WalId>();
        foreach (string name in files.List(layout.WalFolder))
            if (WalId.TryParse(name, out var id)) ids.Add(id.Value);
        return [.. ids.GroupBy(id => id.Writer).OrderBy(group => group.Key).Select(group => Read(files, layout, group.Key, [.. group.OrderBy(id => id.Number)]))];
    }

    private static WriterLog Read(IStoreFileSystem files, StoreLayout layout, Guid writer, ImmutableArray<WalId> ids)
    {
        var log = new WriterLog(writer, files.IsLocked(layout.WriterLock(writer)));
        long? lastSequence = null;
        foreach (var id in ids)
        {
            var outcome = log.Read(files, layout, id, lastSequence);
            if (outcome is null) continue;
            lastSequence = outcome.LastSequence;
            if (outcome.Fault is null) continue;
            log._notices.Add(Describe(layout, id, outcome));
            break;
        }

        foreach (var image in log.Images) image.Freeze();
        return log;
    }

    private WalOutcome? Read(IStoreFileSystem files, StoreLayout layout, WalId id, long? lastSequence)
    {
        try
        {
            using var file = files.OpenForReading(layout.Wal(id));
            using var region = file.Map(MapAccess.Read);
            return WalReader.Read(region.Span, id, lastSequence, IsLive, _redo);
        }
        catch (FileNotFoundException)
        {
            // Sealed and deleted since the folder was listed: its rows are in segments.
            return null;
        }
    }

    private static StoreNotice Describe(StoreLayout layout, WalId id, WalOutcome outcome)
    {
        string what = outcome.HasRecordsBehind
            ? "records behind it are not used"
            : "the log was torn here when its process or machine stopped; all records before are intact";
        string text = string.Create(CultureInfo.InvariantCulture, $"At byte {outcome.Offset} {outcome.Fault}: {what}.");
        return new StoreNotice(layout.Relative(layout.Wal(id)), outcome.Offset, text);
    }
}
