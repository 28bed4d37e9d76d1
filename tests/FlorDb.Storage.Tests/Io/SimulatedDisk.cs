using FlorDb.Storage.Io;

namespace FlorDb.Storage.Tests.Io;

/// <summary>
/// A disk in memory that forgets what was not flushed, can be full, and can fail at a chosen operation. A crash is a copy of it: processes of the
/// old one don't exist on the new one.
/// </summary>
internal sealed class SimulatedDisk : IStoreFileSystem
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedFile> _names = [];
    private readonly Dictionary<string, SimulatedFile> _durableNames = [];
    private readonly List<(string Folder, Action<Dictionary<string, SimulatedFile>> Change)> _pending = [];
    private readonly HashSet<string> _folders = [];
    private readonly HashSet<string> _locks = [];
    private readonly Dictionary<string, int> _sharedLocks = [];

    /// <summary>The changes so far: creations, writes, flushes, renames, deletions.</summary>
    public int Operations { get; private set; }

    /// <summary>The number of the operation that fails; none by default.</summary>
    public int FailingOperation { get; set; } = int.MaxValue;

    /// <summary>Whether all operations behind the failing one fail as well.</summary>
    public bool KeepsFailing { get; set; }

    /// <summary>The bytes that fit on the disk.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Is called before each operation.</summary>
    public Action BeforeOperation { get; set; } = () => { };

    /// <summary>The disk as the next process finds it when this one is killed.</summary>
    public SimulatedDisk AfterKill()
    {
        lock (_gate) return Copy(_names, file => file.AfterKill());
    }

    /// <summary>The disk after a power loss; what was not flushed is there or not, as chance wills.</summary>
    public SimulatedDisk AfterPowerLoss(Random random)
    {
        lock (_gate)
        {
            var names = new Dictionary<string, SimulatedFile>(_durableNames);
            var reached = _pending.GroupBy(change => change.Folder).ToDictionary(group => group.Key, group => random.Next(group.Count() + 1));
            foreach (var (folder, change) in _pending)
                if (reached[folder]-- > 0) change(names);
            return Copy(names, file => file.AfterPowerLoss(random));
        }
    }

    public byte[] ReadAll(string path) => _names[path].AfterKill();

    public void Replace(string path, byte[] content) => _names[path] = SimulatedFile.Of(content);

    public bool FileExists(string path) => With(() => _names.ContainsKey(path));

    public void CreateFolder(string folder) => With(() => _folders.Add(folder));

    public IStoreFile CreateNew(string path, long bytes) => Change(() =>
    {
        if (_names.ContainsKey(path)) throw new IOException($"{path} exists.");
        CheckRoom(bytes);
        var file = new SimulatedFile();
        if (bytes > 0) file.Allocate((int)bytes);
        SetName(path, file);
        return (IStoreFile)new SimulatedHandle(this, file);
    });

    public IStoreFile OpenForWriting(string path)
    {
        if (!FileExists(path)) CreateNew(path, 0).Dispose();
        return OpenForReading(path);
    }

    public IStoreFile OpenForReading(string path) => With(() =>
        _names.TryGetValue(path, out var file) ? new SimulatedHandle(this, file) : throw new FileNotFoundException($"{path} is not there.", path));

    public void Rename(string from, string to) => Change(() =>
    {
        var file = _names[from];
        _names.Remove(from);
        _names[to] = file;
        _pending.Add((Path.GetDirectoryName(to)!, names =>
        {
            names.Remove(from);
            names[to] = file;
        }
        ));
        return true;
    });

    public void Delete(string path)
    {
        if (!FileExists(path)) return;
        Change(() =>
        {
            _names.Remove(path);
            _pending.Add((Path.GetDirectoryName(path)!, names => names.Remove(path)));
            return true;
        });
    }

    public IReadOnlyList<string> List(string folder) => With(() =>
        (IReadOnlyList<string>)[.. _names.Keys.Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]);

    public void FlushFolder(string folder) => Change(() =>
    {
        foreach (var (_, change) in _pending.Where(pending => pending.Folder == folder)) change(_durableNames);
        return _pending.RemoveAll(pending => pending.Folder == folder);
    });

    public IDisposable? TryLock(string path) => With(() =>
    {
        if (!_names.ContainsKey(path)) SetName(path, new SimulatedFile());
        return !_sharedLocks.ContainsKey(path) && _locks.Add(path) ? new SimulatedLock(() => With(() => _locks.Remove(path))) : null;
    });

    public IDisposable? TryLockShared(string path) => With(() =>
    {
        if (!_names.ContainsKey(path)) SetName(path, new SimulatedFile());
        if (_locks.Contains(path)) return null;
        _sharedLocks[path] = _sharedLocks.GetValueOrDefault(path) + 1;
        return new SimulatedLock(() => With(() => --_sharedLocks[path] > 0 || _sharedLocks.Remove(path)));
    });

    public bool IsLocked(string path) => With(() => _locks.Contains(path));

    internal T Change<T>(Func<T> change)
    {
        lock (_gate)
        {
            BeforeOperation();
            Operations++;
            bool fails = KeepsFailing ? Operations >= FailingOperation : Operations == FailingOperation;
            return fails ? throw new IOException("The simulated disk fails here.") : change();
        }
    }

    internal void CheckRoom(long moreBytes)
    {
        if (_names.Values.Distinct().Sum(file => (long)file.Length) + moreBytes > Capacity) throw new IOException("No space is left on the simulated disk.");
    }

    private void SetName(string path, SimulatedFile file)
    {
        _names[path] = file;
        _pending.Add((Path.GetDirectoryName(path)!, names => names[path] = file));
    }

    private SimulatedDisk Copy(Dictionary<string, SimulatedFile> names, Func<SimulatedFile, byte[]> read)
    {
        var copy = new SimulatedDisk();
        foreach (var (path, file) in names)
        {
            var copied = SimulatedFile.Of(read(file));
            copy._names.Add(path, copied);
            copy._durableNames.Add(path, copied);
        }

        copy._folders.UnionWith(_folders);
        return copy;
    }

    private T With<T>(Func<T> read)
    {
        lock (_gate) return read();
    }
}
