using FlorDb.Storage.Io;

namespace FlorDb.Storage.Catalog;

/// <summary>
/// Deletes the files that the catalog has no use for any more and that nobody pins. What is removed but still pinned stays listed in the catalog, so
/// a crash at any point loses nothing and leaves nothing behind. Any number of processes may do so at once; readers never wait for it.
/// </summary>
internal sealed class Reclaimer(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
{
    /// <summary>Deletes what may be deleted now, and returns how many files that were.</summary>
    /// <exception cref="IOException">A file can't be deleted; it is tried again the next time.</exception>
    /// <exception cref="StoreException">The manifest stays locked by somebody else.</exception>
    public int Run()
    {
        var view = manifest.Refresh();
        if (!view.IsComplete) return 0;
        long oldestPinned = ReleaseEpochs(view.Epoch);
        var free = view.Removed.Where(file => file.Epoch < oldestPinned).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        if (free.Count == 0) return 0;
        string[] own = [.. free.Where(StoreLayout.IsData)];
        foreach (string path in own) files.Delete(layout.Absolute(path));
        foreach (string folder in own.Select(path => Path.GetDirectoryName(layout.Absolute(path))!).Distinct()) files.FlushFolder(folder);
        manifest.Append(now => Forget([.. now.Removed.Select(file => file.Path).Where(free.Contains)]));
        return free.Count;
    }

    /// <summary>The oldest epoch that somebody may pin: whoever comes later pins a later one than those that are over.</summary>
    /// <exception cref="IOException">A lock can't be tried.</exception>
    public long OldestPinned() => ReleaseEpochs(manifest.Refresh().Epoch);

    private static ManifestItem[] Forget(string[] gone) => gone.Length == 0 ? [] : [new ManifestItem.FilesReclaimed([.. gone])];

    /// <summary>Deletes the locks of the epochs that are over and that nobody pins, oldest first; returns the oldest epoch that may be pinned.</summary>
    private long ReleaseEpochs(long current)
    {
        var over = new List<long>();
        foreach (string name in files.List(layout.LockFolder))
            if (StoreLayout.EpochOf(name) is { } epoch && epoch < current) over.Add(epoch);
        over.Sort();
        foreach (long epoch in over)
        {
            string lockFile = layout.EpochLock(epoch);
            using var exclusive = files.TryLock(lockFile);
            if (exclusive is null) return epoch;
            files.Delete(lockFile);
        }

        return current;
    }
}
