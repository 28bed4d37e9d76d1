using System.Collections.Immutable;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Wal;

/// <summary>The WAL files that are in a store at one moment, opened, and which of their writers are at work.</summary>
internal sealed class OpenWals : IDisposable
{
    private readonly ImmutableArray<OpenWal> _wals;
    private readonly Dictionary<Guid, bool> _live = [];
    private readonly IStoreFileSystem _files;
    private readonly StoreLayout _layout;

    private OpenWals(IStoreFileSystem files, StoreLayout layout, Func<WalId, bool> isWanted)
    {
        _files = files;
        _layout = layout;
        var wals = ImmutableArray.CreateBuilder<OpenWal>();
        foreach (var id in List(files, layout).Where(isWanted))
        {
            // Asked before the file is read: whoever is gone by then has written all that it ever will.
            IsLive(id.Writer);
            if (OpenWal.TryOpen(files, layout.Wal(id), id) is { } wal) wals.Add(wal);
        }

        _wals = wals.ToImmutable();
    }

    /// <summary>The writers of the files.</summary>
    public IEnumerable<Guid> Writers => _wals.Select(wal => wal.Id.Writer).Distinct();

    /// <summary>The numbers of all WAL files, sorted by writer and number.</summary>
    public static ImmutableArray<WalId> List(IStoreFileSystem files, StoreLayout layout)
    {
        var ids = ImmutableArray.CreateBuilder<WalId>();
        foreach (string name in files.List(layout.WalFolder))
            if (WalId.TryParse(name, out var id)) ids.Add(id);
        return [.. ids.OrderBy(id => id.Writer).ThenBy(id => id.Number)];
    }

    /// <summary>Opens the files of all writers.</summary>
    public static OpenWals OpenAll(IStoreFileSystem files, StoreLayout layout) => new(files, layout, _ => true);

    /// <summary>Opens the files of one writer up to a number.</summary>
    public static OpenWals Open(IStoreFileSystem files, StoreLayout layout, WalId last) =>
        new(files, layout, id => id.Writer == last.Writer && id.Number <= last.Number);

    /// <summary>The files of a writer, in order.</summary>
    public IEnumerable<OpenWal> Of(Guid writer) => _wals.Where(wal => wal.Id.Writer == writer);

    /// <summary>Whether a writer was at work when it was first asked about.</summary>
    public bool IsLive(Guid writer)
    {
        if (!_live.TryGetValue(writer, out bool live))
        {
            live = _files.IsLocked(_layout.WriterLock(writer));
            _live.Add(writer, live);
        }

        return live;
    }

    public void Dispose()
    {
        foreach (var wal in _wals) wal.Dispose();
    }
}
