using System.IO.Compression;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Recovery;

namespace FlorDb.Storage.Tests.Fuzzing;

/// <summary>A store as a zip file, as the corpus keeps it: anybody can unpack it and look at it.</summary>
internal static class StoreArchive
{
    private static readonly string[] Folders = ["wal", "segments", "pages", "locks"];

    public static byte[] Pack(DiskImage store)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in store.Files)
            {
                using var entry = archive.CreateEntry(Path.GetRelativePath(Workload.Folder, path), CompressionLevel.SmallestSize).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static DiskImage Unpack(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        var files = archive.Entries.ToDictionary(entry => Path.Combine(Workload.Folder, entry.FullName), Read);
        return new DiskImage(files, new HashSet<string>(["/", SimulatedDisk.Project, Workload.Folder, .. Folders.Select(name => Path.Combine(Workload.Folder, name))]));
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
