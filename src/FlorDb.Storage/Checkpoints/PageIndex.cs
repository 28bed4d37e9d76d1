using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>
/// The pages of a set of packs. Complete packs are searched through their mapped indexes; the pages of small ones stand in one table, so that a
/// store with very many of them is not searched pack by pack; a pack without an index is scanned. Used by one thread at a time.
/// </summary>
internal sealed class PageIndex(IStoreFileSystem files, StoreLayout layout) : IDisposable
{
    /// <summary>The largest number of pages of a small pack.</summary>
    private const int SmallPackPages = 256;

    private readonly Dictionary<PackId, IndexedPack> _large = [];
    private readonly Dictionary<PackId, PackReader> _small = [];
    private readonly Dictionary<PageHash, PageLocation> _smallPages = [];
    private IndexedPack? _lastHit;

    /// <summary>What was wrong with a pack that could not be searched, for messages; null if all can.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// Makes these packs the ones that are searched, and finds what was added to those that grow. A pack that is gone or can't be read is left out.
    /// </summary>
    public void Update(IReadOnlyCollection<PackId> packs)
    {
        Problem = null;
        var wanted = packs.ToHashSet();
        foreach (var left in _large.Keys.Concat(_small.Keys).Where(id => !wanted.Contains(id)).ToList()) Remove(left);
        foreach (var id in packs)
        {
            if (_large.TryGetValue(id, out var known)) Try(id, known.Refresh);
            else Add(id);
        }
    }

    /// <summary>Adds a pack to those that are searched, if it is not one of them and can be read.</summary>
    public void Add(PackId id) => Try(id, () =>
    {
        if (_small.ContainsKey(id) || _large.ContainsKey(id)) return;
        var pack = IndexedPack.Open(files, layout, id);
        if (pack.Index is { Count: <= SmallPackPages } index) AddSmall(pack.Reader, index);
        else _large.Add(id, pack);
    });

    /// <summary>Finds a page.</summary>
    public bool TryFind(PageHash hash, out PageLocation location)
    {
        if (_lastHit is not null && _lastHit.TryFind(hash, out location)) return true;
        if (_smallPages.TryGetValue(hash, out location)) return true;
        foreach (var pack in _large.Values)
        {
            if (!pack.TryFind(hash, out location)) continue;
            _lastHit = pack;
            return true;
        }

        return false;
    }

    /// <summary>
    /// Looks for a page in all packs until one copy of it will do: there is more than one where writers did not know of each other. Opens all packs:
    /// only for when a page is damaged.
    /// </summary>
    public bool TryAny(PageHash hash, Predicate<PageLocation> use)
    {
        bool isFound = false;
        foreach (var id in _large.Keys.Concat(_small.Keys).ToList())
        {
            Try(id, () =>
            {
                using var pack = IndexedPack.Open(files, layout, id);
                isFound = pack.TryFind(hash, out var location) && use(location);
            });
            if (isFound) break;
        }

        return isFound;
    }

    public void Dispose()
    {
        foreach (var pack in _large.Values) pack.Dispose();
        foreach (var pack in _small.Values) pack.Dispose();
        _large.Clear();
        _small.Clear();
        _smallPages.Clear();
        _lastHit = null;
    }

    private void Try(PackId id, Action read)
    {
        try
        {
            read();
        }
        catch (FileNotFoundException)
        {
            // It was deleted since the folder was listed: what is used of it is in another pack now.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Problem = $"pages/{id.FileName} can't be read: {failure.Message}";
        }
    }

    /// <summary>Takes over the pages of a small pack, whose files need not stay open.</summary>
    private void AddSmall(PackReader pack, PackIndex index)
    {
        for (int rank = 0; rank < index.Count; rank++) _smallPages.TryAdd(index[rank].Page.Hash, new PageLocation(pack, index[rank]));
        index.Dispose();
        pack.Close();
        _small.Add(pack.Id, pack);
    }

    private void Remove(PackId id)
    {
        if (_large.Remove(id, out var large))
        {
            if (_lastHit == large) _lastHit = null;
            large.Dispose();
        }

        if (!_small.Remove(id, out var small)) return;
        foreach (var (hash, location) in _smallPages.ToList())
            if (location.Pack == small) _smallPages.Remove(hash);
        small.Dispose();
    }
}
