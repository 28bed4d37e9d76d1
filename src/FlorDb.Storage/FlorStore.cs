using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Collection;
using FlorDb.Storage.Compaction;
using FlorDb.Storage.Io;
using FlorDb.Storage.Retention;
using FlorDb.Storage.Usage;
using FlorDb.Storage.Verification;

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
        StoreFormat.MakeFolders(files, layout);
        using var activity = StoreTelemetry.Activities.StartActivity(StoreTelemetry.RecoverActivity);
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

    /// <summary>
    /// Reads every byte of a store and compares it with its checksums. Changes nothing; trainings may write meanwhile. Takes as long as reading all files.
    /// </summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="progress">Is told how many bytes were read; null if nobody wants to know.</param>
    /// <param name="cancellation">Ends the check early.</param>
    /// <exception cref="StoreException">There is no store, a later version of FlorDB wrote it, or it can't be read at all.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static VerificationReport Verify(string folder, IProgress<VerificationProgress>? progress = null, CancellationToken cancellation = default) =>
        Verify(folder, LocalFileSystem.Instance, progress, cancellation);

    /// <summary>
    /// Sets aside what is damaged: copies go to the folder <c>damaged</c>, all that is intact stays in the store, and notices tell what is lost.
    /// Afterwards <see cref="Verify(string, IProgress{VerificationProgress}?, CancellationToken)"/> finds no damage, but in what a process is still writing.
    /// </summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="progress">Is told how many bytes were checked; null if nobody wants to know.</param>
    /// <param name="cancellation">Ends the repair early; what was done stays done, and repairing again goes on.</param>
    /// <exception cref="StoreException">There is no store, a later version of FlorDB wrote it, or it can't be written.</exception>
    /// <exception cref="OperationCanceledException">The repair was cancelled.</exception>
    public static RepairReport Repair(string folder, IProgress<VerificationProgress>? progress = null, CancellationToken cancellation = default) =>
        Repair(folder, LocalFileSystem.Instance, progress, cancellation);

    /// <summary>Takes a consistent view of all that was logged so far, trainings in progress included.</summary>
    /// <exception cref="StoreException">The store can't be read.</exception>
    public StoreSnapshot TakeSnapshot()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return OnDisk(_layout, "read", () =>
        {
            var pin = EpochPin.Take(_files, _layout, _manifest);
            try
            {
                var contents = new SnapshotBuilder(_files, _layout, _manifest).Build(pin);
                return new StoreSnapshot(contents, _notices.Concat(contents.Notices), new PageReader(_files, _layout), pin);
            }
            catch
            {
                pin.Dispose();
                throw;
            }
        });
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

    /// <summary>Works out what the deletion of runs would delete. Changes nothing.</summary>
    /// <param name="runs">The runs.</param>
    /// <exception cref="RunInProgressException">A run is being recorded.</exception>
    /// <exception cref="StoreException">A run is not in the store; or the store can't be read.</exception>
    public RetentionPlan PlanDeletion(IEnumerable<RunKey> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        using var snapshot = TakeSnapshot();
        return new RetentionPlanner(snapshot, _options.Time.GetUtcNow()).Delete(runs);
    }

    /// <summary>Works out what a policy would delete now. Changes nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count or an age of the policy is negative.</exception>
    /// <exception cref="StoreException">The store can't be read.</exception>
    public RetentionPlan PlanRetention(RetentionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        policy.Check();
        using var snapshot = TakeSnapshot();
        return new RetentionPlanner(snapshot, _options.Time.GetUtcNow()).Apply(policy);
    }

    /// <summary>
    /// Deletes exactly what a plan says, in one step that survives a power loss when the call returns. New snapshots don't show it any more; those that
    /// were taken before still do. The bytes come free when segments are compacted and pages collected. A deleted run stays deleted: what a replay of it
    /// records later is not shown either.
    /// </summary>
    /// <exception cref="StoreException">The store can't be written; nothing was deleted.</exception>
    public void Apply(RetentionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ObjectDisposedException.ThrowIf(_disposed, this);
        OnDisk(_layout, "written, so nothing was deleted", () =>
        {
            _manifest.Append(_ => plan.ToItems());
            return true;
        });
    }

    /// <summary>
    /// Merges small segments into large ones, and drops what belongs to deleted runs from the disk: nothing that is there to read changes. Recording and
    /// reading go on meanwhile, in this process and in others; where another process is compacting, this waits until it is done. What was replaced is
    /// deleted when no snapshot needs it any more.
    /// </summary>
    /// <param name="options">How far to go; null to merge all that can be merged.</param>
    /// <param name="progress">Is told after each merge; null for nobody.</param>
    /// <param name="cancellation">Ends it at the next batch; what was merged before stays merged.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="StoreException">The store can't be written; it is as it was, or some merges further.</exception>
    public CompactionReport Compact(CompactionOptions? options = null, IProgress<CompactionReport>? progress = null, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var choices = (options ?? new CompactionOptions()).Check();
        return OnDisk(_layout, "compacted", () => new Compactor(_files, _layout, _manifest).Run(choices, report => progress?.Report(report), cancellation));
    }

    /// <summary>
    /// Frees the space of checkpoint pages that nothing uses any more: those of deleted runs, of dropped checkpoints, of checkpoints that were never
    /// completed. Others may record and read meanwhile, in any process, and notice nothing; what they may count on is left to a later collection.
    /// </summary>
    /// <param name="options">Choices; null for the defaults.</param>
    /// <param name="cancellation">Stops it between two pages; the store is whole, and the next collection goes on.</param>
    /// <exception cref="StoreException">Damage makes it impossible to tell what is in use, or the disk is full or fails: nothing in use was touched.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CollectionReport CollectGarbage(CollectionOptions? options = null, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return OnDisk(_layout, "freed of garbage", () => new Collector(_files, _layout, _manifest, options ?? new CollectionOptions(), cancellation).Run());
    }

    /// <summary>
    /// Finds out where the bytes of the store are: by kind of file, and by run. Changes nothing; others may record meanwhile, so that the figures are those
    /// of one moment or of the next. Reads the segments of checkpoints and the lists of their pages, not the state.
    /// </summary>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The figures. Damage is no failure: what could not be told is in <see cref="UsageReport.Problems"/>.</returns>
    /// <exception cref="StoreException">The folder can't be read, or changes faster than it can be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public UsageReport MeasureUsage(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return OnDisk(_layout, "read", () => new UsageSurvey(_files, _layout, _manifest, cancellation).Run());
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

    /// <summary>Checks a store on a given disk.</summary>
    internal static VerificationReport Verify(
        string folder, IStoreFileSystem files, IProgress<VerificationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var layout = new StoreLayout(folder);
        return OnDisk(layout, "read", () => new StoreVerifier(new VerificationContext(files, layout, new WorkProgress(progress, cancellation))).Run());
    }

    /// <summary>Repairs a store on a given disk.</summary>
    internal static RepairReport Repair(
        string folder, IStoreFileSystem files, IProgress<VerificationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var layout = new StoreLayout(folder);
        return OnDisk(layout, "repaired", () => new StoreRepairer(files, layout, new WorkProgress(progress, cancellation)).Run());
    }

    /// <summary>Opens a store on a given disk.</summary>
    internal static FlorStore Open(string folder, StoreOptions? options, IStoreFileSystem files)
    {
        var layout = new StoreLayout(folder);
        using var activity = StoreTelemetry.Activities.StartActivity(StoreTelemetry.OpenActivity);
        StoreFormat.Check(files, layout);
        return OnDisk(layout, "opened", () => new FlorStore(files, layout, (options ?? new StoreOptions()).Check()));
    }

    /// <summary>Opens a store on a given disk, and makes it first if there is none.</summary>
    internal static FlorStore OpenOrCreate(string folder, StoreOptions? options, IStoreFileSystem files)
    {
        var layout = new StoreLayout(folder);
        if (!files.FileExists(layout.Format)) StoreFormat.Create(files, layout);
        return Open(folder, options, files);
    }

    private WriteSession OpenSession()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _session ??= OnDisk(_layout, "written", () =>
            {
                StoreFormat.Upgrade(_files, _layout);
                return new WriteSession(_files, _layout, _options, _manifest);
            });
        }
    }

    /// <summary>Does something that needs the disk, and tells of the disk's failures what can't be done because of them.</summary>
    private static T OnDisk<T>(StoreLayout layout, string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The store in {layout.Folder} can't be {what}: {DiskFailure.Explain(failure)}", failure);
        }
    }
}
