using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Finds pages in the packs of a store, those that are being written included. Safe to use from several threads.</summary>
internal sealed class PageReader(IStoreFileSystem files, StoreLayout layout) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PackId, PackReader> _packs = [];
    private readonly Dictionary<PageHash, PageLocation> _index = [];

    /// <summary>Reads a page whose length is known.</summary>
    /// <exception cref="StoreException">The page is missing or damaged.</exception>
    public void Read(PageHash hash, Span<byte> destination)
    {
        var location = Find(hash);
        if (location.Length != destination.Length)
            throw Damaged(location, $"page {hash} has {location.Length} bytes instead of {destination.Length}");
        Read(hash, location, destination);
    }

    /// <summary>Reads a page of any length.</summary>
    /// <exception cref="StoreException">The page is missing or damaged.</exception>
    public byte[] Read(PageHash hash)
    {
        var location = Find(hash);
        var bytes = new byte[location.Length];
        Read(hash, location, bytes);
        return bytes;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var pack in _packs.Values) pack.Dispose();
            _packs.Clear();
            _index.Clear();
        }
    }

    private void Read(PageHash hash, PageLocation location, Span<byte> destination)
    {
        if (!location.Pack.TryRead(location, destination)) throw Damaged(location, $"page {hash} can't be read");
        if (XxHash3.Hash(destination) != hash) throw Damaged(location, $"the bytes of page {hash} are not those that were written");
    }

    private StoreException Damaged(PageLocation location, string what) =>
        new($"{layout.Relative(layout.Pack(location.Pack.Id.FileName))}, byte {location.Offset}: {what}.");

    private PageLocation Find(PageHash hash)
    {
        lock (_gate)
        {
            if (_index.TryGetValue(hash, out var location)) return location;
            Refresh();
            return _index.TryGetValue(hash, out location)
                ? location
                : throw new StoreException($"Page {hash} is in none of the packs in {layout.PageFolder}.");
        }
    }

    private void Refresh()
    {
        foreach (string name in files.List(layout.PageFolder))
        {
            if (!PackId.TryParse(name, out var id)) continue;
            if (!_packs.TryGetValue(id.Value, out var pack))
            {
                pack = new PackReader(id.Value, files.OpenForReading(layout.Pack(name)));
                _packs.Add(id.Value, pack);
            }

            foreach (var (hash, location) in pack.ScanFurther()) _index.TryAdd(hash, location);
        }
    }
}
