namespace FlorDb.Storage.Io;

/// <summary>All that the engine asks of a disk. Paths are full paths. Failures are <see cref="IOException"/>s.</summary>
internal interface IStoreFileSystem
{
    /// <summary>Whether a file of that path exists.</summary>
    bool FileExists(string path);

    /// <summary>Makes a folder, and those around it; does nothing if it exists.</summary>
    void CreateFolder(string folder);

    /// <summary>Makes a new file of that many zero bytes whose space is reserved: a full disk shows here and not later.</summary>
    IStoreFile CreateNew(string path, long bytes);

    /// <summary>Opens a file for reading and writing, and makes an empty one if there is none.</summary>
    IStoreFile OpenForWriting(string path);

    /// <summary>Opens a file for reading; a missing one is a <see cref="FileNotFoundException"/>.</summary>
    IStoreFile OpenForReading(string path);

    /// <summary>Renames a file, replacing what has the new name, in one step.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file; does nothing if there is none.</summary>
    void Delete(string path);

    /// <summary>The names of a folder's files, sorted; empty if there is no such folder.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>
    /// The files of a folder and of all folders below it, in no order; empty if there is no such folder. Links are left out, and so is what is deleted
    /// meanwhile.
    /// </summary>
    IReadOnlyList<StoredFile> ListTree(string folder);

    /// <summary>Makes the folder's entries (creations, renames, deletions) survive a power loss.</summary>
    void FlushFolder(string folder);

    /// <summary>Takes the exclusive lock that a file stands for, making the file if needed; null if somebody holds it.</summary>
    /// <remarks>The lock is free as soon as the holder's process is gone, however it ended.</remarks>
    IDisposable? TryLock(string path);

    /// <summary>
    /// Makes a file that nobody else knows of and takes the exclusive lock that it stands for, in one step: whoever sees the file, and deletes those that are
    /// free, finds it locked.
    /// </summary>
    /// <exception cref="IOException">The file can't be made.</exception>
    IDisposable TakeNewLock(string path);

    /// <summary>
    /// Takes the lock that a file stands for together with others, making the file if needed; null if somebody holds it exclusively. Who may not write
    /// in the folder meets an <see cref="UnauthorizedAccessException"/> or <see cref="IOException"/> where the file is missing.
    /// </summary>
    IDisposable? TryLockShared(string path);

    /// <summary>Whether somebody holds the lock exclusively. Needs no right to write.</summary>
    bool IsLocked(string path);
}
