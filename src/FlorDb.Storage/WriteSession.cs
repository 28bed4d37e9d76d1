using System.Collections.Concurrent;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Compaction;
using FlorDb.Storage.Io;
using FlorDb.Storage.Resumption;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage;

/// <summary>What a store handle needs to write: its log, its page pack, and the runs that write through them.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock _sealGate = new();
    private readonly HashSet<RunWriter> _writers = [];
    private readonly ConcurrentQueue<WalFile> _full = new();
    private readonly Sealer _sealer;
    private readonly RunTakeover _takeover;
    private readonly BackgroundCompaction? _compaction;
    private int _active;
    private Task _sealing = Task.CompletedTask;

    public WriteSession(IStoreFileSystem files, StoreLayout layout, StoreOptions options, Manifest manifest)
    {
        Options = options;
        StoreFormat.MakeDurable(files, layout);
        Wal = new WalWriter(files, layout, options, OnFull);
        _sealer = new Sealer(files, layout, manifest);
        _takeover = new RunTakeover(files, layout, manifest);
        _compaction = options.CompactsInBackground ? new BackgroundCompaction(files, layout, manifest) : null;
        Pages = new PageStore(files, layout, manifest, Wal.Id);
        StoreInstruments.Add(this);
    }

    public StoreOptions Options { get; }

    public WalWriter Wal { get; }

    /// <summary>The full log files that wait to be sealed.</summary>
    public int WaitingFiles => _full.Count;

    public RunWriter Begin(RunHeader header) => Begin(() => new RunWriter(this, header));

    public RunWriter Begin(ReplayHeader header) => Begin(() => new RunWriter(this, header));

    /// <summary>The pages of this session's checkpoints.</summary>
    public PageStore Pages { get; }

    /// <summary>Puts a run of this session in the place of the one that it continues.</summary>
    /// <exception cref="StoreException">It can't be done; all is as it was.</exception>
    public TakenLoop TakeOver(RunHeader header, long number, RunCut cut)
    {
        // While nothing is sealed, the log stays that the new segments are named after: recovery deletes those of a log that the manifest does not name.
        lock (_sealGate)
        {
            Wal.Commit();
            try
            {
                return _takeover.Run(header, cut, $"{new WalId(Wal.Id, Wal.FileNumber).Stem}-resumed{number}");
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new StoreException($"The run {cut.Checkpoint.Run} can't be resumed now, and is as it was: {DiskFailure.Explain(failure)}", failure);
            }
        }
    }

    /// <summary>A writer has ended: its records are made durable, and when no other writes, all is sealed.</summary>
    /// <exception cref="StoreException">The disk is full or fails; the records stay in the log.</exception>
    public void OnEnded(RunWriter writer)
    {
        Wal.Commit();
        lock (_gate)
        {
            _writers.Remove(writer);
            if (--_active > 0) return;
            lock (Wal.Gate)
                if (Wal.TakeCurrentFile() is { } file) _full.Enqueue(file);
        }

        SealFull();
        Pages.Seal();
    }

    public void Dispose()
    {
        RunWriter[] left;
        lock (_gate) left = [.. _writers];
        foreach (var writer in left) writer.Dispose();
        _sealing.Wait();
        _compaction?.Dispose();
        Pages.Dispose();
        StoreInstruments.Remove(this);
        Wal.Dispose();
    }

    private RunWriter Begin(Func<RunWriter> create)
    {
        lock (_gate) _active++;
        try
        {
            var writer = create();
            lock (_gate) _writers.Add(writer);
            return writer;
        }
        catch
        {
            lock (_gate) _active--;
            throw;
        }
    }

    /// <summary>The log calls it with its gate held, so it must not wait for anything.</summary>
    private void OnFull(WalFile file)
    {
        _full.Enqueue(file);
        _sealing = OwnThread.Run(SealInBackground);
    }

    private void SealInBackground()
    {
        try
        {
            SealFull();
        }
        catch (StoreException)
        {
            // The files stay in the queue and in the store: sealing is tried again with the next one, at the end of the run, and by whoever
            // opens the store next.
        }
    }

    private void SealFull()
    {
        lock (_sealGate)
        {
            while (_full.TryPeek(out var file))
            {
                try
                {
                    _sealer.Seal(file.Id, WriterState.AtWork);
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    throw new StoreException($"All is recorded, but it can't be sealed now: {DiskFailure.Explain(failure)} It will be when the store is next opened.", failure);
                }

                _full.TryDequeue(out _);
                Wal.Close(file);
                _compaction?.Nudge();
            }
        }
    }
}
