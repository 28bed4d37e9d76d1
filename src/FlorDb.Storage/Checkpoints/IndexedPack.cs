using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>A pack and what finds its pages: its index, or a scan where there is no good one. Used by one thread at a time.</summary>
internal sealed class IndexedPack : IDisposable
{
    private readonly IStoreFileSystem _files;
    private readonly StoreLayout _layout;
    private ScannedPages? _scanned;

    private IndexedPack(IStoreFileSystem files, StoreLayout layout, PackReader reader)
    {
        _files = files;
        _layout = layout;
        Reader = reader;
    }

    public PackReader Reader { get; }

    /// <summary>The pack's index; null while it has none that can be used.</summary>
    public PackIndex? Index { get; private set; }

    /// <summary>Opens a pack.</summary>
    /// <exception cref="IOException">It can't be read; a <see cref="FileNotFoundException"/> if it is gone.</exception>
    public static IndexedPack Open(IStoreFileSystem files, StoreLayout layout, PackId id)
    {
        var pack = new IndexedPack(files, layout, new PackReader(files, layout, id));
        try
        {
            pack.Refresh();
            return pack;
        }
        catch
        {
            pack.Dispose();
            throw;
        }
    }

    /// <summary>Finds what was added to a pack that grows.</summary>
    /// <exception cref="IOException">The pack can't be read.</exception>
    public void Refresh()
    {
        if (Index is not null) return;
        Index = PackIndex.TryOpen(_files, _layout, Reader.Id, Reader.File.Length);
        if (Index is not null)
        {
            _scanned = null;
            return;
        }

        _scanned ??= new ScannedPages(Reader);
        _scanned.ScanOn();
    }

    public bool TryFind(PageHash hash, out PageLocation location)
    {
        PageEntry entry = default;
        bool isFound = Index is not null ? Index.TryFind(hash, out entry) : _scanned!.TryFind(hash, out entry);
        location = new PageLocation(Reader, entry);
        return isFound;
    }

    /// <summary>Whether nothing of the pack is hidden behind damage: an index knows all its pages, and a scan does unless it had to search.</summary>
    public bool IsWhole => Index is not null || _scanned is { HasGap: false };

    /// <summary>All pages, in no order.</summary>
    public IEnumerable<PageEntry> Pages() => Index is { } index ? Enumerable.Range(0, index.Count).Select(rank => index[rank]) : _scanned!.Entries;

    public void Dispose()
    {
        Index?.Dispose();
        Reader.Dispose();
    }
}
