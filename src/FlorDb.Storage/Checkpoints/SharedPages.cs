using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>
/// Pages in packs that other writers have not completed. One is used only once it was read back and compared, and its pack is flushed here before
/// anything says that the page is in the store: then it outlives its writer, whatever becomes of that one, since recovery cuts off nothing that is a
/// good page. Used by one thread at a time.
/// </summary>
internal sealed class SharedPages(IStoreFileSystem files, StoreLayout layout) : IDisposable
{
    private readonly PageIndex _index = new(files, layout);
    private readonly Dictionary<PackId, HashSet<PageHash>> _checked = [];
    private readonly HashSet<PackReader> _unflushed = [];
    private readonly byte[] _copy = new byte[PackLayout.PageBytes];

    /// <summary>Looks at the packs that are being written now.</summary>
    public void Update(IReadOnlyCollection<PackId> growing)
    {
        // Whoever completes a pack makes it durable first.
        _unflushed.RemoveWhere(pack => !growing.Contains(pack.Id));
        _index.Update(growing);
        foreach (var complete in _checked.Keys.Where(id => !growing.Contains(id)).ToList()) _checked.Remove(complete);
    }

    /// <summary>Whether another writer's pack holds a page with exactly these bytes.</summary>
    public bool TryUse(PageHash hash, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > PackLayout.PageBytes || !_index.TryFind(hash, out var location)) return false;
        if (!_checked.TryGetValue(location.Pack.Id, out var known)) _checked.Add(location.Pack.Id, known = []);
        if (known.Contains(hash)) return true;
        if (!HoldsSame(location, bytes)) return false;
        known.Add(hash);
        _unflushed.Add(location.Pack);
        return true;
    }

    /// <summary>Whether a page was found by <see cref="TryUse"/> in a pack that is still being written.</summary>
    public bool IsUsed(PageHash hash) => _checked.Values.Any(pages => pages.Contains(hash));

    /// <summary>Makes all pages that are used survive a power loss, with the names of their packs.</summary>
    /// <exception cref="IOException">A pack can't be flushed.</exception>
    public void Flush()
    {
        if (_unflushed.Count == 0) return;
        foreach (var pack in _unflushed) pack.File.Flush();
        files.FlushFolder(layout.PageFolder);
        _unflushed.Clear();
    }

    public void Dispose() => _index.Dispose();

    private bool HoldsSame(in PageLocation location, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var copy = _copy.AsSpan(0, bytes.Length);
            return location.Pack.TryRead(location.Entry, copy) && copy.SequenceEqual(bytes);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
