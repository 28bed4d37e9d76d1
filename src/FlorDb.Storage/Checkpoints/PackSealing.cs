using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>What makes a complete, durable pack one of the store's.</summary>
internal static class PackSealing
{
    /// <summary>Writes the pack's index and names the pack in the manifest.</summary>
    /// <exception cref="IOException">The manifest can't be written.</exception>
    public static void Seal(
        IStoreFileSystem files, StoreLayout layout, Manifest manifest, PackId pack, long packBytes, IReadOnlyCollection<PageEntry> pages)
    {
        TryWriteIndex(files, layout, pack, packBytes, pages);
        manifest.Append(now => now.Packs.Contains(pack.FileName) ? [] : [new ManifestItem.PackSealed(pack.FileName)]);
    }

    /// <summary>Writes a pack's index if that can be done: without one, whoever opens the pack scans it.</summary>
    public static void TryWriteIndex(IStoreFileSystem files, StoreLayout layout, PackId pack, long packBytes, IReadOnlyCollection<PageEntry> pages)
    {
        try
        {
            PackIndex.Write(files, layout, pack, packBytes, pages);
            files.FlushFolder(layout.PageFolder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A disk that is full or fails says so in what follows; the index alone is no reason to give a good pack up.
        }
    }
}
