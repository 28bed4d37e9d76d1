using System.Globalization;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Seals the packs of a writer that is gone, cutting off what did not reach the disk whole. Its lock is held by the caller.</summary>
internal sealed class PackRecovery(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
{
    public void Recover(Guid writer)
    {
        AtomicFile.DeleteUnfinished(files, layout.PageFolder, $"{writer:N}-");
        foreach (var id in PackFolder.Unnamed(files, layout, manifest.Refresh()))
            if (id.Writer == writer) Seal(id);
    }

    /// <summary>Keeps all good pages, wherever they stand: another writer may rely on any of them.</summary>
    private void Seal(PackId id)
    {
        using var file = files.OpenForWriting(layout.Pack(id.FileName));
        var good = FindGoodPages(file);
        long end = good.Count > 0 ? good[^1].End : PackLayout.FileHeaderBytes;
        CutTornEnd(id, file, end);
        file.Flush();
        PackSealing.Seal(files, layout, manifest, id, file.Length, good);
    }

    private static List<PageEntry> FindGoodPages(IStoreFile file)
    {
        var good = new List<PageEntry>();
        var scanner = new PackScanner(file, PackLayout.FileHeaderBytes);
        while (scanner.TryNext(out var entry))
            if (PageContent.IsGood(file, entry))
                good.Add(entry);
        return good;
    }

    /// <summary>Cuts off what lies behind the last good page, so that nobody takes it for a page; a copy is kept, as it may be damage.</summary>
    private void CutTornEnd(PackId id, IStoreFile file, long end)
    {
        if (end >= file.Length) return;
        var tail = new byte[file.Length - end];
        int read = file.Read(end, tail);
        string copy = string.Create(CultureInfo.InvariantCulture, $"{id.FileName}-{end}");
        files.CreateFolder(layout.DamagedFolder);
        AtomicFile.Write(files, Path.Combine(layout.DamagedFolder, copy), tail.AsSpan(0, read));
        file.Truncate(end);
    }
}
