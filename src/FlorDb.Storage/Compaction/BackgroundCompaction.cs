using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Compaction;

/// <summary>
/// Compacts beside a writer after it has sealed something. What fails is left for the next time: recording goes on without it. Safe to use from several
/// threads.
/// </summary>
internal sealed class BackgroundCompaction(IStoreFileSystem files, StoreLayout layout, Manifest manifest) : IDisposable
{
    private const long SmallMergeBytes = 32 << 20;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private bool _isWorking;
    private bool _isWantedAgain;

    /// <summary>Looks whether there is something to merge, on another thread; once more if it is looking now.</summary>
    public void Nudge()
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested) return;
            _isWantedAgain = _isWorking;
            if (_isWorking) return;
            _isWorking = true;
            _work = OwnThread.Run(Work);
        }
    }

    /// <summary>Ends what is going on at the next batch, unless it is the first and small: a process that only lives for a short run does its share too.</summary>
    public void Dispose()
    {
        lock (_gate) _stop.Cancel();
        _work.Wait();
        _stop.Dispose();
    }

    private void Work()
    {
        do MergeAll();
        while (IsWantedAgain());
    }

    private bool IsWantedAgain()
    {
        lock (_gate)
        {
            _isWorking = _isWantedAgain && !_stop.IsCancellationRequested;
            _isWantedAgain = false;
            return _isWorking;
        }
    }

    private void MergeAll()
    {
        try
        {
            while (MergeSome() && !_stop.IsCancellationRequested)
            {
                // Until nothing is left to merge.
            }
        }
        catch (OperationCanceledException)
        {
            // The store is closed.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StoreException)
        {
            // The segments are as they were, and the next seal tries again.
            StoreInstruments.FailedCompactions.Add(1, new KeyValuePair<string, object?>("error.type", failure.GetType().FullName));
        }
    }

    private bool MergeSome()
    {
        var options = CompactionOptions.InBackground;
        if (new MergePlanner(options).Next(manifest.Refresh()) is not { } next) return false;
        bool isSmall = next.Sum(input => input.Bytes) <= SmallMergeBytes;
        if (isSmall) options = options with { WriteBytes = 1 };
        var report = new Compactor(files, layout, manifest).TryRun(options, _ => { }, isSmall ? CancellationToken.None : _stop.Token);
        return report is { Merges: > 0 };
    }
}
