using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>The folder of packs.</summary>
internal static class PackFolder
{
    /// <summary>The packs that are there, complete or not, by name.</summary>
    public static IReadOnlyList<PackId> List(IStoreFileSystem files, StoreLayout layout) => [.. PackId.ParseAll(files.List(layout.PageFolder))];

    /// <summary>The packs that the catalog doesn't name: their writers are at work or were never recovered. Replaced ones are not among them.</summary>
    public static IEnumerable<PackId> Unnamed(IStoreFileSystem files, StoreLayout layout, CatalogView view)
    {
        var known = view.Packs.ToHashSet(StringComparer.Ordinal);
        known.UnionWith(view.Removed.Select(file => Path.GetFileName(file.Path)));
        return List(files, layout).Where(id => !known.Contains(id.FileName));
    }
}
