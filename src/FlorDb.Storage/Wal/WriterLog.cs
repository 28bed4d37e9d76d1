using System.Globalization;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Wal;

/// <summary>What the WAL files of one writer hold that is not sealed.</summary>
internal sealed class WriterLog
{
    private readonly StoreLayout _layout;
    private readonly WalRedo _redo = new();
    private readonly List<StoreNotice> _notices = [];
    private readonly List<StoreNotice> _faults = [];
    private readonly List<WalId> _damaged = [];

    private WriterLog(StoreLayout layout, bool isLive)
    {
        _layout = layout;
        IsLive = isLive;
    }

    /// <summary>Whether the writer's process was at work when its files were read.</summary>
    public bool IsLive { get; }

    /// <summary>The runs and replay parts by their numbers.</summary>
    public IReadOnlyDictionary<long, RunImage> Images => _redo.Runs;

    public IReadOnlyList<StoreNotice> Notices => _notices;

    /// <summary>Those of the notices that speak of more than an end which a crash has torn.</summary>
    public IReadOnlyList<StoreNotice> Faults => _faults;

    /// <summary>The length of the files that were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The files that hold good records which could not be used, because others before them are damaged or missing.</summary>
    public IReadOnlyList<WalId> Damaged => _damaged;

    /// <summary>Reads what a writer has not sealed; null if the carry file that the catalog speaks of is gone, as a newer one has taken its place.</summary>
    public static WriterLog? TryRead(IStoreFileSystem files, StoreLayout layout, CatalogView catalog, OpenWals wals, Guid writer)
    {
        var log = new WriterLog(layout, wals.IsLive(writer));
        if (catalog.CarryOf(writer) is { } carry && !log.TryReadCarry(files, carry)) return null;
        var unsealed = wals.Of(writer).Where(wal => !catalog.IsRetired(wal.Id)).ToList();
        log._redo.Progress.TotalBytes = unsealed.Sum(wal => (long)wal.Bytes.Length);
        log.ReadFiles(unsealed);
        return log;
    }

    private bool TryReadCarry(IStoreFileSystem files, ManifestItem.WalRetired carry)
    {
        using var wal = OpenWal.TryOpen(files, _layout.Carry(carry.Last), carry.Last);
        if (wal is null) return false;
        BytesRead += wal.Bytes.Length;

        // In version 1 a carry file began as a log does: only its length tells it from a log of the same number.
        bool isVersion1 = wal.Bytes.StartsWith(WalLayout.Magic) && wal.Bytes.Length == carry.CarryBytes;
        var bytes = wal.Bytes[..(int)Math.Min(wal.Bytes.Length, carry.CarryBytes)];
        var outcome = WalReader.Read(bytes, wal.Id, lastSequence: null, isLive: false, _redo, isCarry: !isVersion1);
        if (outcome.Fault is null && wal.Bytes.Length == carry.CarryBytes) return true;
        string fault = outcome.Fault ?? $"the records end, and the file has {wal.Bytes.Length} bytes instead of {carry.CarryBytes}";
        Note(_layout.Carry(carry.Last), outcome with { Fault = fault, HasRecordsBehind = true });
        return true;
    }

    private void ReadFiles(IEnumerable<OpenWal> wals)
    {
        long? lastSequence = null;
        bool stopped = false;
        foreach (var wal in wals)
        {
            if (stopped)
            {
                // Its records build on some that are missing.
                _damaged.Add(wal.Id);
                continue;
            }

            BytesRead += wal.Bytes.Length;
            var outcome = WalReader.Read(wal.Bytes, wal.Id, lastSequence, IsLive, _redo);
            lastSequence = outcome.LastSequence;
            if (outcome.Fault is null) continue;
            Note(_layout.Wal(wal.Id), outcome);
            if (outcome.HasRecordsBehind) _damaged.Add(wal.Id);
            stopped = true;
        }
    }

    private void Note(string path, WalOutcome outcome)
    {
        string what = outcome.HasRecordsBehind
            ? "records behind it are not used"
            : "the log was torn here when its process or machine stopped; all records before are intact";
        string text = string.Create(CultureInfo.InvariantCulture, $"At byte {outcome.Offset} {outcome.Fault}: {what}.");
        _notices.Add(new StoreNotice(_layout.Relative(path), outcome.Offset, text));
        if (outcome.HasRecordsBehind || outcome.Offset == 0) _faults.Add(_notices[^1]);
    }
}
