using System.Diagnostics;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Wal;

/// <summary>
/// The write-ahead log of one store handle: a chain of files, each mapped into memory. Several runs write through it, each holding
/// <see cref="Gate"/> while it adds records. A failed flush poisons it: nothing is acknowledged afterwards.
/// </summary>
internal sealed class WalWriter : IDisposable
{
    /// <summary>Room for the numbers of any record: run, iterations, name, index, times.</summary>
    public const int FixedBytes = 96;

    private const int NameRecordBytes = 48 + CellName.MaxLength * 3;

    private readonly IStoreFileSystem _files;
    private readonly StoreLayout _layout;
    private readonly StoreOptions _options;
    private readonly IDisposable _lock;
    private readonly CommitSchedule _schedule;
    private readonly GroupCommit _group;
    private readonly Action<WalFile> _onFull;
    private readonly Lock _flushGate = new();
    private readonly Lock _listGate = new();
    private readonly List<WalFile> _unflushed = [];
    private readonly NameNumbers _names = new();
    private WalFile? _current;
    private long _lastNumber;
    private long _lastSequence;
    private long _durableSequence;
    private long _lastRun;
    private long _givenUpBytes;
    private Exception? _failure;

    /// <summary>Starts a log. No file is made before the first record.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="layout">Where files go.</param>
    /// <param name="options">The store's options.</param>
    /// <param name="onFull">Is handed each file that is full, and closes it after use; called with <see cref="Gate"/> held.</param>
    public WalWriter(IStoreFileSystem files, StoreLayout layout, StoreOptions options, Action<WalFile> onFull)
    {
        _files = files;
        _layout = layout;
        _options = options;
        _onFull = onFull;
        Id = Guid.CreateVersion7(options.Time.GetUtcNow());
        _lock = files.TakeNewLock(layout.WriterLock(Id));
        _group = new GroupCommit(Commit);
        _schedule = new CommitSchedule(options, Commit);
    }

    /// <summary>The writer's id: its WAL files, segments and packs carry it in their names.</summary>
    public Guid Id { get; }

    /// <summary>Held by whoever adds records, from the first call to the last of one record.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The number of the file that is being written; grows when a file is full.</summary>
    public long FileNumber => _lastNumber;

    /// <summary>The records that were published.</summary>
    public long RecordCount => Volatile.Read(ref _lastSequence);

    /// <summary>The bytes that they take, frames included.</summary>
    public long AppendedBytes
    {
        get
        {
            lock (Gate) return _givenUpBytes + (_current is null ? 0 : _current.Position - WalLayout.HeaderBytes);
        }
    }

    /// <summary>A number for a new run of this writer.</summary>
    public long NextRun() => ++_lastRun;

    /// <summary>Makes room for a record, in a new file if need be.</summary>
    /// <exception cref="ArgumentException">The record is too large for any file.</exception>
    /// <exception cref="StoreException">The disk is full, or an earlier flush failed.</exception>
    public void Reserve(long payloadBytes)
    {
        ThrowIfFailed();
        if (payloadBytes > WalLayout.LargestRecordBytes)
            throw new ArgumentException($"A record of {payloadBytes} bytes is too large: {WalLayout.LargestRecordBytes} is the most.");
        long needed = FrameLayout.FrameBytes(payloadBytes) + NameRecordBytes;
        if (_current is null || !_current.Fits(needed)) OpenNextFile(needed);
    }

    /// <summary>The number of a name in the current file. Call <see cref="Reserve"/> first.</summary>
    public int NameNumber(string name)
    {
        if (_names.TryGet(name, out int number)) return number;
        CellName.Check(name);
        number = _names.Count;
        var record = Begin();
        record.Count(number);
        record.Text(name);
        Publish(WalRecordType.Name, record);
        _names.Add(name);
        return number;
    }

    /// <summary>Where a record's fields go: straight into the file.</summary>
    public RecordWriter Begin() => new(_current!.Room, FrameLayout.PayloadOffset);

    /// <summary>Completes the record: from here on it survives the death of the process.</summary>
    public void Publish(WalRecordType type, in RecordWriter record)
    {
        long sequence = _lastSequence + 1;
        _current!.Publish(type, sequence, record);
        Volatile.Write(ref _lastSequence, sequence);
    }

    /// <summary>Adds a record that was encoded elsewhere.</summary>
    public void Append(WalRecordType type, ReadOnlySpan<byte> payload)
    {
        Reserve(payload.Length);
        var record = Begin();
        record.Raw(payload);
        Publish(type, record);
    }

    /// <summary>Makes all that was published survive a power loss. Many callers share one flush.</summary>
    /// <exception cref="StoreException">This flush or an earlier one failed.</exception>
    public void Commit()
    {
        long wanted = Volatile.Read(ref _lastSequence);
        lock (_flushGate)
        {
            ThrowIfFailed();
            if (_durableSequence < wanted) Flush();
        }
    }

    /// <summary>As <see cref="Commit"/>, but no thread waits. Who gives up waiting leaves the flush as it is.</summary>
    public Task CommitAsync(CancellationToken cancellation) => _group.CommitAsync().WaitAsync(cancellation);

    /// <summary>
    /// To be called after a record, without <see cref="Gate"/>: makes it durable, or sees to it that it will be, as the store's options say.
    /// </summary>
    /// <param name="endsOutermost">Whether an iteration of an outermost loop ended by it.</param>
    /// <exception cref="StoreException">A flush failed.</exception>
    public void AfterRecord(bool endsOutermost)
    {
        if (_options.Durability == Durability.Call) Commit();
        else if (endsOutermost && _options.Durability != Durability.Process) _schedule.OnIterationEnded(Volatile.Read(ref _lastSequence), Volatile.Read(ref _durableSequence));
    }

    /// <summary>Gives up the current file, to be sealed; null if there is none. The next record goes into a new one.</summary>
    public WalFile? TakeCurrentFile()
    {
        var file = _current;
        if (file is not null) _givenUpBytes += file.Position - WalLayout.HeaderBytes;
        _current = null;
        _names.Clear();
        return file;
    }

    /// <summary>Closes a file that was given up and flushed.</summary>
    public void Close(WalFile file)
    {
        lock (_flushGate)
        {
            lock (_listGate) _unflushed.Remove(file);
            file.Dispose();
        }
    }

    /// <summary>Ends the log and frees its lock: what is left in its files is recovered by whoever opens the store next.</summary>
    public void Dispose()
    {
        _schedule.Dispose();
        lock (_flushGate)
        {
            bool isAllSealed = _unflushed.Count == 0;
            foreach (var file in _unflushed) file.Dispose();
            _unflushed.Clear();
            if (isAllSealed) DeleteLock();
        }

        _lock.Dispose();
    }

    private void DeleteLock()
    {
        try
        {
            _files.Delete(_layout.WriterLock(Id));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A free lock that is left behind is harmless: whoever opens the store next deletes it.
        }
    }

    private void OpenNextFile(long neededBytes)
    {
        long bytes = Math.Max(_options.WalBytes, WalLayout.HeaderBytes + neededBytes);
        WalFile next;
        try
        {
            next = WalFile.Create(_files, _layout, new WalId(Id, _lastNumber + 1), bytes, _lastSequence + 1);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"A new WAL file of {bytes} bytes can't be made in {_layout.WalFolder}: {failure.Message} This call recorded nothing; all before it is kept. Make room on that disk, and recording goes on.", failure);
        }

        if (TakeCurrentFile() is { } full) _onFull(full);
        _current = next;
        _lastNumber++;
        lock (_listGate) _unflushed.Add(next);
    }

    private void Flush()
    {
        using var activity = StoreTelemetry.Activities.StartActivity(StoreTelemetry.CommitActivity);
        long start = Stopwatch.GetTimestamp();
        long reached = Volatile.Read(ref _lastSequence);
        WalFile[] files;
        lock (_listGate) files = [.. _unflushed];
        try
        {
            foreach (var file in files) file.Flush();
        }
        catch (IOException failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            Volatile.Write(ref _failure, failure);
            ThrowIfFailed();
        }

        Volatile.Write(ref _durableSequence, reached);
        StoreInstruments.Flushes.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw new StoreException(
                $"A flush of the WAL in {_layout.WalFolder} failed, so nothing is recorded any more: {failure.Message} Check the disk, then start again.", failure);
        }
    }
}
