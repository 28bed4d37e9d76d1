namespace FlorDb.Storage.Io;

/// <summary>The operating system's files.</summary>
internal sealed class LocalFileSystem : IStoreFileSystem
{
    /// <summary>The one instance; it has no state.</summary>
    public static LocalFileSystem Instance { get; } = new();

    private static readonly EnumerationOptions WholeTree = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.ReparsePoint };

    public bool FileExists(string path) => File.Exists(path);

    public void CreateFolder(string folder) => Directory.CreateDirectory(folder);

    public IStoreFile CreateNew(string path, long bytes)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            if (bytes > 0) PosixFile.Allocate(handle, bytes, path);
            return new LocalFile(handle);
        }
        catch
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    public IStoreFile OpenForWriting(string path) =>
        new LocalFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public IStoreFile OpenForReading(string path) =>
        new LocalFile(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public IReadOnlyList<string> List(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var names = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).ToList();
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    public IReadOnlyList<StoredFile> ListTree(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var found = new List<StoredFile>();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", WholeTree))
        {
            try
            {
                found.Add(new StoredFile(file.FullName, file.Length));
            }
            catch (FileNotFoundException)
            {
                // It was deleted since its folder was listed.
            }
        }

        return found;
    }

    public void FlushFolder(string folder) => PosixFile.FlushFolder(folder);

    public IDisposable? TryLock(string path) => TryOpenLock(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    public IDisposable TakeNewLock(string path)
    {
        // Only on Windows are making a file and locking it one step; elsewhere it gets its name when it is locked.
        string temporary = OperatingSystem.IsWindows() ? path : path + AtomicFile.TemporaryExtension;
        while (true)
        {
            var held = TryLock(temporary) ?? throw new IOException($"The new lock {path} is held by somebody already.");
            try
            {
                if (temporary != path) Rename(temporary, path);
                return held;
            }
            catch (FileNotFoundException)
            {
                // Somebody who recovers the store has taken it for one that a dead process left.
                held.Dispose();
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
    }

    public IDisposable? TryLockShared(string path) => TryOpenLock(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    public bool IsLocked(string path)
    {
        // A shared lock, so that two who ask at once don't take each other for the holder.
        if (!File.Exists(path)) return false;
        try
        {
            using var probe = TryOpenLock(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return probe is null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static FileStream? TryOpenLock(string path, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, mode, access, share, bufferSize: 0);
        }
        catch (IOException failure) when (PosixFile.IsLockConflict(failure))
        {
            return null;
        }
    }
}
