using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage.Collection;

/// <summary>The pages that checkpoints are made of: root, lists, state.</summary>
internal sealed class Reachability(PageReader reader)
{
    private readonly HashSet<PageHash> _roots = [];
    private readonly HashSet<PageHash> _lists = [];
    private readonly HashSet<PageHash> _pages = [];

    public IReadOnlySet<PageHash> Pages => _pages;

    /// <summary>Adds a checkpoint's pages.</summary>
    /// <exception cref="StoreException">Its root or a list is missing or damaged, so that nobody can tell which pages it needs.</exception>
    public void Add(CheckpointInfo checkpoint)
    {
        if (!_roots.Add(checkpoint.Root)) return;
        _pages.Add(checkpoint.Root);
        foreach (var entry in CheckpointPages.ReadEntries(reader, checkpoint.Root))
        {
            _pages.Add(entry.Hash);
            if (entry.Length > PackLayout.PageBytes && _lists.Add(entry.Hash)) _pages.UnionWith(CheckpointPages.ReadList(reader, entry));
        }
    }
}
