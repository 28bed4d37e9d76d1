using System.Globalization;
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
            CutTornEnd(id.Value);
            manifest.Append(now => now.Packs.Contains(name) ? [] : [new ManifestItem.PackSealed(name)]);
        }
    }

    /// <summary>Cuts off what lies behind the last good page, so that nobody takes it for a page; a copy is kept, as it may be damage.</summary>
    private void CutTornEnd(PackId id)
    {
        using var file = files.OpenForWriting(layout.Pack(id.FileName));
        long end = Math.Min(FindEnd(id, file), file.Length);
        if (end < file.Length)
        {
            var tail = new byte[file.Length - end];
            int read = file.Read(end, tail);
            string copy = string.Create(CultureInfo.InvariantCulture, $"{id.FileName}-{end}");
            files.CreateFolder(layout.DamagedFolder);
            AtomicFile.Write(files, Path.Combine(layout.DamagedFolder, copy), tail.AsSpan(0, read));
            file.Truncate(end);
        }

        file.Flush();
    }

    private static long FindEnd(PackId id, IStoreFile file)
    {
        long end = PackLayout.FileHeaderBytes;
        var reader = new PackReader(id, file);
        foreach (var (hash, location) in reader.ScanFurther())
        {
            var bytes = new byte[location.Length];
            if (reader.TryRead(location, bytes) && XxHash3.Hash(bytes) == hash) end = location.Offset + PackLayout.ContentBytes(location.Length);
        }

        return end;
    }
}
