using FlorDb.Storage.Wal;

namespace FlorDb.Storage;

/// <summary>Where the files of a store are.</summary>
internal sealed class StoreLayout(string folder)
{
    public string Folder { get; } = Path.GetFullPath(folder);

    public string Format => Path.Combine(Folder, "format");

    public string GitIgnore => Path.Combine(Folder, ".gitignore");

    public string Manifest => Path.Combine(Folder, "manifest");

    public string WalFolder => Path.Combine(Folder, "wal");

    public string SegmentFolder => Path.Combine(Folder, "segments");

    public string PageFolder => Path.Combine(Folder, "pages");

    public string LockFolder => Path.Combine(Folder, "locks");

    public string DamagedFolder => Path.Combine(Folder, "damaged");

    public string ManifestLock => Path.Combine(LockFolder, "manifest.lock");

    public string Wal(WalId id) => Path.Combine(WalFolder, id.FileName);

    public string Carry(WalId id) => Path.Combine(WalFolder, id.CarryName);

    public string WriterLock(Guid writer) => Path.Combine(LockFolder, $"{writer:N}.lock");

    public string Segment(string name) => Path.Combine(SegmentFolder, name);

    public string Pack(string name) => Path.Combine(PageFolder, name);

    /// <summary>A path inside the store as messages show it.</summary>
    public string Relative(string path) => Path.GetRelativePath(Folder, path).Replace('\\', '/');
}
