using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Seals the packs of a writer that is gone, cutting off what did not reach the disk whole. Its lock is held by the caller.</summary>
internal sealed class PackRecovery(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
{
    public void Recover(Guid writer)
    {
        var known = manifest.Refresh().Packs.ToHashSet();
        foreach (string name in files.List(layout.PageFolder))
        {
            if (!PackId.TryParse(name, out var id) || id.Value.Writer != writer || known.Contains(name)) continue;
            CutToWholePages(id.Value);
            manifest.Append(now => now.Packs.Contains(name) ? [] : [new ManifestItem.PackSealed(name)]);
        }
    }

    private void CutToWholePages(PackId id)
    {
        using var file = files.OpenForWriting(layout.Pack(id.FileName));
        var reader = new PackReader(id, file);
        long end = PackLayout.FileHeaderBytes;
        foreach (var (hash, location) in reader.ScanFurther())
        {
            var bytes = new byte[location.Length];
            if (!reader.TryRead(location, bytes) || XxHash3.Hash(bytes) != hash) break;
            end = location.Offset - PackLayout.PageHeaderBytes + PackLayout.FrameBytes(location.Length);
        }

        if (end < file.Length) file.Truncate(end);
        file.Flush();
    }
}
