using FlorDb.Storage.Io;

namespace FlorDb.Storage.Tests.Golden;

/// <summary>The operating system's files, for somebody who has no right to write.</summary>
internal sealed class ReadOnlyFileSystem : IStoreFileSystem
{
    private static readonly LocalFileSystem Local = LocalFileSystem.Instance;

    public bool FileExists(string path) => Local.FileExists(path);

    public void CreateFolder(string folder) => throw Refused(folder);

    public IStoreFile CreateNew(string path, long bytes) => throw Refused(path);

    public IStoreFile OpenForWriting(string path) => throw Refused(path);

    public IStoreFile OpenForReading(string path) => Local.OpenForReading(path);

    public void Rename(string from, string to) => throw Refused(from);

    public void Delete(string path) => throw Refused(path);

    public IReadOnlyList<string> List(string folder) => Local.List(folder);

    public IReadOnlyList<StoredFile> ListTree(string folder) => Local.ListTree(folder);

    public void FlushFolder(string folder) => throw Refused(folder);

    public IDisposable? TryLock(string path) => throw Refused(path);

    public IDisposable TakeNewLock(string path) => throw Refused(path);

    public IDisposable? TryLockShared(string path) => throw Refused(path);

    public bool IsLocked(string path) => Local.IsLocked(path);

    private static UnauthorizedAccessException Refused(string path) => new($"Access to the path '{path}' is denied.");
}
