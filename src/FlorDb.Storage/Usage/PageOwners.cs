using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Usage;

/// <summary>Whose pages the packs hold: of one run, or of several. Pages are looked up, not read.</summary>
internal sealed class PageOwners : IDisposable
{
    private readonly PageIndex _complete;
    private readonly PageIndex _growing;

    /// <summary>The one run that uses a page; null for several.</summary>
    private readonly Dictionary<PageHash, RunTally?> _owners = [];

    public PageOwners(IStoreFileSystem files, StoreLayout layout, CatalogView catalog)
    {
        _complete = new PageIndex(files, layout);
        _growing = new PageIndex(files, layout);
        _complete.Update([.. PackId.ParseAll(catalog.Packs)]);
        _growing.Update([.. PackFolder.Unnamed(files, layout, catalog)]);
    }

    /// <summary>The bytes of pages that several runs use, each counted once.</summary>
    public long SharedBytes { get; private set; }

    /// <summary>Whether any run uses a page.</summary>
    public bool IsUsed(PageHash page) => _owners.ContainsKey(page);

    /// <summary>Adds all pages of a run, which was not added before; returns how many of them no pack holds.</summary>
    public int Add(RunTally run, IReadOnlySet<PageHash> pages)
    {
        int missing = 0;
        foreach (var page in pages)
        {
            // A page that a collection may copy stands in complete packs first: that copy is the one that counts.
            if (_complete.TryFind(page, out var location) || _growing.TryFind(page, out location)) Add(run, page, location.Entry.Page.FrameBytes);
            else missing++;
        }

        return missing;
    }

    public void Dispose()
    {
        _complete.Dispose();
        _growing.Dispose();
    }

    private void Add(RunTally run, PageHash page, long bytes)
    {
        if (_owners.TryAdd(page, run))
        {
            run.OwnPageBytes += bytes;
            return;
        }

        run.SharedPageBytes += bytes;
        if (_owners[page] is not { } first) return;
        _owners[page] = null;
        first.OwnPageBytes -= bytes;
        first.SharedPageBytes += bytes;
        SharedBytes += bytes;
    }
}
