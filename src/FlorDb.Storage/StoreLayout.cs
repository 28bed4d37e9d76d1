using System.Globalization;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage;

/// <summary>Where the files of a store are.</summary>
internal sealed class StoreLayout(string folder)
{
    /// <summary>The name of the folder of segments, as paths relative to the store begin.</summary>
    public const string SegmentFolderName = "segments";

    /// <summary>The name of the folder of packs, as paths relative to the store begin.</summary>
    public const string PageFolderName = "pages";

    /// <summary>How the names of segments end.</summary>
    public const string SegmentExtension = ".arrow";

    /// <summary>The name of the folder of logs.</summary>
    public const string WalFolderName = "wal";

    /// <summary>The name of the folder of locks.</summary>
    public const string LockFolderName = "locks";

    /// <summary>The name of the folder of copies of what was damaged.</summary>
    public const string DamagedFolderName = "damaged";

    /// <summary>The name of the folder where programs may keep what is no part of the store.</summary>
    public const string CacheFolderName = "cache";

    private const string EpochPrefix = "epoch-";
    private const string LockExtension = ".lock";

    public string Folder { get; } = Path.GetFullPath(folder);

    public string Format => Path.Combine(Folder, "format");

    public string GitIgnore => Path.Combine(Folder, ".gitignore");

    public string Manifest => Path.Combine(Folder, "manifest");

    public string WalFolder => Path.Combine(Folder, WalFolderName);

    public string SegmentFolder => Path.Combine(Folder, SegmentFolderName);

    public string PageFolder => Path.Combine(Folder, PageFolderName);

    public string LockFolder => Path.Combine(Folder, LockFolderName);

    public string DamagedFolder => Path.Combine(Folder, DamagedFolderName);

    public string ManifestLock => Path.Combine(LockFolder, "manifest.lock");

    /// <summary>Is held by the one who merges segments.</summary>
    public string CompactionLock => Path.Combine(LockFolder, "compaction.lock");

    public string CollectionLock => Path.Combine(LockFolder, "collection.lock");

    public string Wal(WalId id) => Path.Combine(WalFolder, id.FileName);

    public string Carry(WalId id) => Path.Combine(WalFolder, id.CarryName);

    public string WriterLock(Guid writer) => Path.Combine(LockFolder, $"{writer:N}{LockExtension}");

    /// <summary>The lock that those share who may use files of an epoch.</summary>
    public string EpochLock(long epoch) => Path.Combine(LockFolder, string.Create(CultureInfo.InvariantCulture, $"{EpochPrefix}{epoch}{LockExtension}"));

    /// <summary>The epoch that a file in the folder of locks stands for; null if it is another lock.</summary>
    public static long? EpochOf(string lockName) =>
        lockName.StartsWith(EpochPrefix, StringComparison.Ordinal) && lockName.EndsWith(LockExtension, StringComparison.Ordinal)
        && long.TryParse(lockName.AsSpan()[EpochPrefix.Length..^LockExtension.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long epoch)
            ? epoch
            : null;

    public string Segment(string name) => Path.Combine(SegmentFolder, name);

    public string Pack(string name) => Path.Combine(PageFolder, name);

    /// <summary>A pack that is being written and that nobody may count on yet.</summary>
    public string HiddenPack(PackId id) => Pack(id.FileName) + AtomicFile.TemporaryExtension;

    /// <summary>The full path of what is given relative to the store.</summary>
    public string Absolute(string relative) => Path.GetFullPath(Path.Combine(Folder, relative));

    /// <summary>Whether a path that a file holds, relative to the store, names a segment or a file of pages: nothing else may be deleted because of it.</summary>
    public static bool IsData(string relative) =>
        relative.Split('/') is [SegmentFolderName or PageFolderName, { Length: > 0 } name] && name is not ("." or "..") && !name.Contains('\0');

    /// <summary>A path inside the store as messages show it.</summary>
    public string Relative(string path) => Path.GetRelativePath(Folder, path).Replace('\\', '/');
}
