using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>
/// Reads pages of the packs of a store, those that are being written included. The bytes are compared with their hash while they are in the
/// processor's cache. Safe to use from several threads.
/// </summary>
internal sealed class PageReader(IStoreFileSystem files, StoreLayout layout) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PageIndex _index = new(files, layout);

    /// <summary>Reads a page whose length is known.</summary>
    /// <exception cref="StoreException">The page is missing or damaged.</exception>
    public void Read(PageHash hash, Span<byte> destination) => Read(Locate([hash])[0], destination);

    /// <summary>Reads a page of any length.</summary>
    /// <exception cref="StoreException">The page is missing or damaged.</exception>
    public byte[] Read(PageHash hash)
    {
        var location = Locate([hash])[0];
        var bytes = new byte[LengthOf(location)];
        Read(location, bytes);
        return bytes;
    }

    /// <summary>Reads a page as its pack has it, to be written to another.</summary>
    /// <exception cref="StoreException">The page is missing or damaged.</exception>
    public StoredPage ReadStored(PageHash hash)
    {
        var location = Locate([hash])[0];
        var page = TryReadStored(location);
        if (page is null) TryElsewhere(hash, other => (page = TryReadStored(other)) is not null);
        return page ?? throw Damaged(location, location.Entry.Page.Problem);
    }

    /// <summary>Finds out where pages are, so that they can be read without asking again.</summary>
    /// <exception cref="StoreException">A page is in none of the packs.</exception>
    public PageLocation[] Locate(ReadOnlySpan<PageHash> pages)
    {
        var locations = new PageLocation[pages.Length];
        lock (_gate)
        {
            for (int i = 0; i < locations.Length; i++) locations[i] = Find(pages[i]);
        }

        return locations;
    }

    /// <summary>Reads a page that was found. If it is damaged there, any other copy that the store has will do.</summary>
    /// <exception cref="StoreException">The page is damaged; the message names the file and the offset.</exception>
    public void Read(in PageLocation location, Span<byte> destination)
    {
        string? problem = TryRead(location, destination);
        if (problem is null || TryReadElsewhere(location.Entry.Page.Hash, destination)) return;
        throw Damaged(location, problem);
    }

    public void Dispose()
    {
        lock (_gate) _index.Dispose();
    }

    /// <summary>A page's length, once the file is known to be that long.</summary>
    private static int LengthOf(in PageLocation location)
    {
        try
        {
            if (location.Pack.Holds(location.Entry)) return location.Entry.Page.Length;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Damaged(location, $"page {location.Entry.Page.Hash} can't be read: {failure.Message}");
        }

        throw Damaged(location, location.Entry.Page.Problem);
    }

    /// <summary>Reads a page; returns what is wrong, or null.</summary>
    private static string? TryRead(in PageLocation location, Span<byte> destination)
    {
        var page = location.Entry.Page;
        if (page.Length != destination.Length) return $"page {page.Hash} has {page.Length} bytes instead of {destination.Length}";
        try
        {
            return location.Pack.TryRead(location.Entry, destination) ? null : page.Problem;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"page {page.Hash} can't be read: {failure.Message}";
        }
    }

    private static StoredPage? TryReadStored(in PageLocation location)
    {
        try
        {
            return PageContent.TryReadStored(location.Pack.File, location.Entry) is { } content ? new StoredPage(location.Entry.Page, content) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static StoreException Damaged(in PageLocation location, string what) =>
        new($"{location.Pack.Name}, byte {location.Entry.ContentOffset}: {what.TrimEnd('.')}.");

    private bool TryReadElsewhere(PageHash hash, Span<byte> destination)
    {
        var copy = new byte[destination.Length];
        if (!TryElsewhere(hash, other => TryRead(other, copy) is null)) return false;
        copy.CopyTo(destination);
        return true;
    }

    private bool TryElsewhere(PageHash hash, Predicate<PageLocation> use)
    {
        lock (_gate)
        {
            Update();
            return _index.TryAny(hash, use);
        }
    }

    private PageLocation Find(PageHash hash)
    {
        if (_index.TryFind(hash, out var location)) return location;
        Update();
        if (_index.TryFind(hash, out location)) return location;
        string problem = _index.Problem is { } found ? $", but {found}" : ".";
        throw new StoreException($"Page {hash} is in none of the packs in {layout.PageFolder}{problem}");
    }

    private void Update()
    {
        try
        {
            _index.Update(PackFolder.List(files, layout));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The packs in {layout.PageFolder} can't be read: {failure.Message}", failure);
        }
    }
}
