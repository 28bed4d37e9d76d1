using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage;

/// <summary>
/// A store of runs in a folder. Any number of processes may have it open, reading and writing: nobody waits for another.
/// Safe to use from several threads.
/// </summary>
public sealed class FlorStore : IDisposable
{
    private readonly IStoreFileSystem _files;
    private readonly StoreLayout _layout;
    private readonly StoreOptions _options;
    private readonly Manifest _manifest;
    private readonly IReadOnlyList<StoreNotice> _notices;
    private readonly Lock _gate = new();
    private WriteSession? _session;
    private bool _disposed;

    private FlorStore(IStoreFileSystem files, StoreLayout layout, StoreOptions options)
    {
        _files = files;
        _layout = layout;
        _options = options;
        _manifest = new Manifest(files, layout);
        _notices = new StoreRecovery(files, layout, _manifest).Run();
    }

    /// <summary>The store's folder, as a full path.</summary>
    public string Folder => _layout.Folder;

    /// <summary>Opens a store, and recovers what processes that died have left in it.</summary>
    /// <param name="folder">The store's folder, such as <c>.flor</c>.</param>
    /// <param name="options">Choices; null for the defaults.</param>
    /// <exception cref="StoreException">There is no store, or another version of FlorDB wrote it.</exception>
    public static FlorStore Open(string folder, StoreOptions? options = null) => Open(folder, options, LocalFileSystem.Instance);

    /// <summary>Opens a store, and makes it first if there is none.</summary>
    /// <inheritdoc cref="Open(string, StoreOptions?)"/>
    public static FlorStore OpenOrCreate(string folder, StoreOptions? options = null) => OpenOrCreate(folder, options, LocalFileSystem.Instance);

    /// <summary>Whether a folder holds a store, of whatever version.</summary>
    public static bool Exists(string folder) => LocalFileSystem.Instance.FileExists(new StoreLayout(folder).Format);

    /// <summary>Takes a consistent view of all that was logged so far, trainings in progress included.</summary>
    /// <exception cref="StoreException">The store can't be read.</exception>
    public StoreSnapshot TakeSnapshot()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        EpochPin? pin = null;
        try
        {
            pin = EpochPin.Take(_files, _layout, _manifest);
            var contents = new SnapshotBuilder(_files, _layout, _manifest).Build(pin);
            var snapshot = new StoreSnapshot(contents, _notices.Concat(contents.Notices), new PageReader(_files, _layout), pin);
            pin = null;
            return snapshot;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The store in {Folder} can't be read: {failure.Message}", failure);
        }
        finally
        {
            pin?.Dispose();
        }
    }

    /// <summary>Starts to record a run. Its records are visible to readers at once.</summary>
    /// <exception cref="StoreException">The store can't be written.</exception>
    public RunWriter BeginRun(RunHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return OpenSession().Begin(header);
    }

    /// <summary>
    /// Starts to record a replay part: what the writer logs becomes an overlay over the run's own record, with the part as its provenance.
    /// </summary>
    /// <exception cref="StoreException">The store can't be written, or the run is not in it.</exception>
    public RunWriter BeginReplay(ReplayHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        using (var snapshot = TakeSnapshot())
        {
            if (!snapshot.Runs.Any(run => run.Key == header.Run))
                throw new StoreException($"The run {header.Run} is not in the store {Folder}, so it can't be replayed.");
        }

        return OpenSession().Begin(header);
    }

    /// <summary>Finishes what is open for writing and closes the store.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _session?.Dispose();
        }
    }

    /// <summary>Opens a store on a given disk.</summary>
    internal static FlorStore Open(string folder, StoreOptions? options, IStoreFileSystem files)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var layout = new StoreLayout(folder);
        StoreFormat.Check(files, layout);
        try
        {
            return new FlorStore(files, layout, Check(options ?? new StoreOptions()));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The store in {layout.Folder} can't be opened: {failure.Message}", failure);
        }
    }

    /// <summary>Opens a store on a given disk, and makes it first if there is none.</summary>
    internal static FlorStore OpenOrCreate(string folder, StoreOptions? options, IStoreFileSystem files)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var layout = new StoreLayout(folder);
        if (!files.FileExists(layout.Format)) StoreFormat.Create(files, layout);
        return Open(folder, options, files);
    }

    private static StoreOptions Check(StoreOptions options)
    {
        if (options.WalBytes is < StoreOptions.SmallestWalBytes or > StoreOptions.LargestWalBytes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.WalBytes, $"WalBytes must lie between {StoreOptions.SmallestWalBytes} and {StoreOptions.LargestWalBytes}.");
        }

        if (options.CommitInterval <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), options.CommitInterval, "CommitInterval must be positive.");
        return options;
    }

    private WriteSession OpenSession()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                if (_session is null) StoreFormat.Upgrade(_files, _layout);
                return _session ??= new WriteSession(_files, _layout, _options, _manifest);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new StoreException($"The store in {Folder} can't be written: {failure.Message}", failure);
            }
        }
    }
}
