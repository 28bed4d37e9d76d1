using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>The folder of packs.</summary>
internal static class PackFolder
{
    /// <summary>The packs that are there, complete or not, by name.</summary>
    public static IReadOnlyList<PackId> List(IStoreFileSystem files, StoreLayout layout) => [.. PackId.ParseAll(files.List(layout.PageFolder))];
}
