using FlorDb.Storage.Io;

namespace FlorDb.Storage.Tests.Io;

/// <summary>
/// A disk in memory that forgets what was not flushed, can be full, and can fail. What it assumes of disks is written down in section 10 of
/// <c>spec/file-format.md</c>. A crash leaves a <see cref="DiskImage"/>: processes of the old disk don't exist on a new one.
/// </summary>
internal sealed class SimulatedDisk : IStoreFileSystem
{
    /// <summary>A folder that every disk has.</summary>
    public const string Project = "/project";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedFile> _names = [];
    private readonly Dictionary<string, SimulatedFile> _durableNames = [];
    private readonly HashSet<string> _folders = ["/", Project];
    private readonly HashSet<string> _durableFolders = ["/", Project];
    private readonly List<FolderChange> _unflushed = [];
    private readonly HashSet<string> _locks = [];
    private readonly Dictionary<string, int> _sharedLocks = [];

    /// <summary>An empty disk.</summary>
    public SimulatedDisk()
    {
    }

    /// <summary>A disk that holds what a crash has left, all of it on the platter.</summary>
    public SimulatedDisk(DiskImage image)
    {
        foreach (var (path, content) in image.Files) _names.Add(path, SimulatedFile.Of(content));
        foreach (var (path, file) in _names) _durableNames.Add(path, file);
        _folders.UnionWith(image.Folders);
        _durableFolders.UnionWith(image.Folders);
    }

    /// <summary>The changes so far: creations, writes, flushes, renames, deletions.</summary>
    public int Operations { get; private set; }

    /// <summary>How many operations have failed because they were to.</summary>
    public int Failures { get; private set; }

    /// <summary>The number of the change that fails; none by default.</summary>
    public int FailingOperation { get; set; } = int.MaxValue;

    /// <summary>Whether all changes behind the failing one fail as well.</summary>
    public bool KeepsFailing { get; set; }

    /// <summary>Decides on each operation, reading ones included, whether it fails.</summary>
    public Func<DiskOperation, string, DiskFault> Fault { get; set; } = (_, _) => DiskFault.None;

    /// <summary>The bytes that fit on the disk.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Is called before each change, and in the middle of each write.</summary>
    public Action BeforeOperation { get; set; } = () => { };

    /// <summary>The disk as the next process finds it when all of this one's are killed.</summary>
    public DiskImage ImageAfterKill()
    {
        lock (_gate) return new DiskImage(_names.ToDictionary(name => name.Key, name => name.Value.ToArray()), new HashSet<string>(_folders));
    }

    /// <summary>What a power loss at this moment may leave.</summary>
    public CrashPoint AtPowerLoss()
    {
        lock (_gate) return new CrashPoint(_durableNames, _durableFolders, _unflushed);
    }

    /// <inheritdoc cref="ImageAfterKill"/>
    public SimulatedDisk AfterKill() => new(ImageAfterKill());

    /// <summary>One of the states that a power loss at this moment may leave.</summary>
    public SimulatedDisk AfterPowerLoss(Random random) => new(AtPowerLoss().AnyState(random));

    public byte[] ReadAll(string path) => _names[path].Content.ToArray();

    public void Replace(string path, byte[] content) => _names[path] = SimulatedFile.Of(content);

    public bool FileExists(string path)
    {
        lock (_gate) return _names.ContainsKey(path);
    }

    public void CreateFolder(string folder)
    {
        if (_folders.Contains(folder)) return;
        CreateFolder(FolderChange.ParentOf(folder));
        Change(DiskOperation.CreateFolder, folder, () => Make(new FolderChange.FolderCreated(folder)));
    }

    public IStoreFile CreateNew(string path, long bytes)
    {
        SimulatedFile? file = null;
        Change(DiskOperation.Create, path, () =>
        {
            if (_names.ContainsKey(path)) throw new IOException($"{path} exists.");
            CheckFolder(path);
            CheckRoom(bytes);
            file = new SimulatedFile((int)bytes);
            Make(new FolderChange.Created(path, file));
        });
        return new SimulatedHandle(this, file!, path);
    }

    public IStoreFile OpenForWriting(string path)
    {
        if (!FileExists(path)) return CreateNew(path, 0);
        return OpenForReading(path);
    }

    public IStoreFile OpenForReading(string path)
    {
        MayFail(DiskOperation.Open, path);
        lock (_gate)
        {
            CheckFolder(path);
            return _names.TryGetValue(path, out var file) ? new SimulatedHandle(this, file, path) : throw new FileNotFoundException($"{path} is not there.", path);
        }
    }

    public void Rename(string from, string to) => Change(DiskOperation.Rename, to, () =>
    {
        var file = _names.GetValueOrDefault(from) ?? throw new FileNotFoundException($"{from} is not there.", from);
        Make(new FolderChange.Renamed(from, to, file));
    });

    public void Delete(string path)
    {
        if (!FileExists(path)) return;
        Change(DiskOperation.Delete, path, () => Make(new FolderChange.Deleted(path)));
    }

    public IReadOnlyList<string> List(string folder)
    {
        MayFail(DiskOperation.List, folder);
        lock (_gate)
        {
            return [.. _names.Keys.Where(path => FolderChange.ParentOf(path) == folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        }
    }

    public IReadOnlyList<StoredFile> ListTree(string folder)
    {
        MayFail(DiskOperation.List, folder);
        lock (_gate)
        {
            return [.. _names.Where(file => file.Key.StartsWith(folder + '/', StringComparison.Ordinal)).Select(file => new StoredFile(file.Key, file.Value.Length))];
        }
    }

    public void FlushFolder(string folder) => Change(DiskOperation.FlushFolder, folder, () =>
    {
        if (!_folders.Contains(folder)) throw new DirectoryNotFoundException($"{folder} is not there.");
        foreach (var change in _unflushed.Where(change => change.Folder == folder)) change.Apply(_durableNames, _durableFolders);
        _unflushed.RemoveAll(change => change.Folder == folder);
    });

    public IDisposable? TryLock(string path)
    {
        MayFail(DiskOperation.Lock, path);
        lock (_gate)
        {
            CheckFolder(path);
            MakeIfMissing(path);
            return !_sharedLocks.ContainsKey(path) && _locks.Add(path) ? new SimulatedLock(() => Unlock(path)) : null;
        }
    }

    public IDisposable TakeNewLock(string path) => TryLock(path) ?? throw new IOException($"{path} is no new lock.");

    public IDisposable? TryLockShared(string path)
    {
        MayFail(DiskOperation.Lock, path);
        lock (_gate)
        {
            CheckFolder(path);
            MakeIfMissing(path);
            if (_locks.Contains(path)) return null;
            _sharedLocks[path] = _sharedLocks.GetValueOrDefault(path) + 1;
            return new SimulatedLock(() => UnlockShared(path));
        }
    }

    public bool IsLocked(string path)
    {
        MayFail(DiskOperation.Lock, path);
        lock (_gate) return _locks.Contains(path);
    }

    internal void Write(string path, SimulatedFile file, int offset, byte[] bytes)
    {
        int firstPart = bytes.Length / 2;
        lock (_gate)
        {
            var fault = Begin(DiskOperation.Write, path);
            CheckRoom(offset + bytes.Length - file.Length);
            file.Write(offset, bytes.AsSpan(0, firstPart));
            if (fault == DiskFault.ShortWrite) throw new IOException($"{path}: no space is left on the simulated disk.");
            if (bytes.Length > 1) BeforeOperation();
            file.Write(offset + firstPart, bytes.AsSpan(firstPart));
        }
    }

    internal void Flush(string path, SimulatedFile file, int from, int to)
    {
        try
        {
            Change(DiskOperation.Flush, path, () => file.Flush(from, to));
        }
        catch (IOException)
        {
            lock (_gate) file.LoseUnflushed();
            throw;
        }
    }

    internal void Change(DiskOperation operation, string path, Action change)
    {
        lock (_gate)
        {
            Begin(operation, path);
            change();
        }
    }

    /// <summary>Fails if the operation is to fail, but for a write that is to be done in part.</summary>
    internal DiskFault MayFail(DiskOperation operation, string path)
    {
        var fault = Fault(operation, path);
        if (fault == DiskFault.None) return fault;
        Failures++;
        if (fault == DiskFault.ShortWrite && operation == DiskOperation.Write) return fault;
        if (fault == DiskFault.Denied) throw new UnauthorizedAccessException($"{path}: access is denied on the simulated disk.");
        throw new IOException($"{path}: the simulated disk fails here ({operation}).");
    }

    private DiskFault Begin(DiskOperation operation, string path)
    {
        BeforeOperation();
        Operations++;
        if (KeepsFailing ? Operations < FailingOperation : Operations != FailingOperation) return MayFail(operation, path);
        Failures++;
        throw new IOException($"{path}: the simulated disk fails here ({operation}).");
    }

    private void Make(FolderChange change)
    {
        change.Apply(_names, _folders);
        _unflushed.Add(change);
    }

    private void MakeIfMissing(string path)
    {
        if (!_names.ContainsKey(path)) Make(new FolderChange.Created(path, new SimulatedFile(0)));
    }

    private void Unlock(string path)
    {
        lock (_gate) _locks.Remove(path);
    }

    private void UnlockShared(string path)
    {
        lock (_gate)
            if (--_sharedLocks[path] == 0) _sharedLocks.Remove(path);
    }

    private void CheckFolder(string path)
    {
        if (!_folders.Contains(FolderChange.ParentOf(path))) throw new DirectoryNotFoundException($"The folder of {path} is not there.");
    }

    private void CheckRoom(long moreBytes)
    {
        if (moreBytes > 0 && _names.Values.Distinct().Sum(file => (long)file.Length) + moreBytes > Capacity)
            throw new IOException("No space is left on the simulated disk.");
    }
}
