namespace FlorDb.Storage.Checkpoints;

/// <summary>The pages of a pack that has no index (yet): found by scanning, and further ones as it grows.</summary>
internal sealed class ScannedPages(PackReader pack)
{
    private readonly Dictionary<PageHash, PageEntry> _pages = [];
    private long _scanned = PackLayout.FileHeaderBytes;

    /// <summary>Whether the last scan met something that is no page.</summary>
    public bool HasGap { get; private set; }

    public IReadOnlyCollection<PageEntry> Entries => _pages.Values;

    /// <summary>Finds what was added since the last time.</summary>
    /// <exception cref="IOException">The pack can't be read.</exception>
    public void ScanOn()
    {
        var scanner = new PackScanner(pack.File, _scanned);
        while (scanner.TryNext(out var entry)) _pages.TryAdd(entry.Page.Hash, entry);
        // A gap may be a page that is being written while we look, so it is looked at again.
        HasGap = scanner.FirstGap is not null;
        _scanned = scanner.FirstGap ?? scanner.Position;
    }

    public bool TryFind(PageHash hash, out PageEntry entry) => _pages.TryGetValue(hash, out entry);
}
