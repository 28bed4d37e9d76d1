using FlorDb.Storage.Resumption;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage;

/// <summary>
/// Records one run, or one replay part. When a method returns, what it wrote survives the death of the process; when it survives a
/// loss of power, <see cref="StoreOptions.Durability"/> says. A call that fails has recorded nothing: what was recorded before is kept. After a full
/// disk, recording goes on when there is room again; after a failed flush, every call fails. Safe to use from several threads.
/// </summary>
public sealed class RunWriter : IDisposable
{
    /// <summary>The largest number of different names that a run may use, for values, arguments and loops together.</summary>
    public const int MostNames = 10_000;

    private readonly WriteSession _session;
    private readonly WalWriter _wal;
    private readonly TimeProvider _time;
    private readonly RunHeader? _header;
    private readonly long _startStamp;
    private readonly long _startTicks;
    private readonly long _number;
    private readonly bool _isReplay;
    private readonly OpenLoops _open = new();
    private readonly RunNames _names = new();
    private long _lastContext;
    private long _fileNumber;
    private long _lastSealedContext;
    private TakenLoop _taken;
    private bool _ended;

    internal RunWriter(WriteSession session, RunHeader header)
        : this(session, header.Key, isReplay: false)
    {
        _header = header;
        var now = _time.GetUtcNow();
        var begun = header.Continues is not null && header.Timestamp < now ? header.Timestamp : now;
        _startTicks = (now - begun).Ticks;
        var record = BeginRecord();
        record.Signed(Instant.ToMicroseconds(begun));
        HeaderCodec.Write(ref record, header);
        Append(WalRecordType.RunBegin, record.Written);
    }

    internal RunWriter(WriteSession session, ReplayHeader header)
        : this(session, header.Run, isReplay: true)
    {
        var record = BeginRecord();
        record.Signed(Instant.ToMicroseconds(_time.GetUtcNow()));
        ReplayCodec.WriteBegin(ref record, header);
        Append(WalRecordType.ReplayBegin, record.Written);
    }

    private RunWriter(WriteSession session, RunKey run, bool isReplay)
    {
        _session = session;
        _wal = session.Wal;
        _time = session.Options.Time;
        _startStamp = _time.GetTimestamp();
        _isReplay = isReplay;
        Run = run;
        lock (_wal.Gate) _number = _wal.NextRun();
    }

    /// <summary>The run.</summary>
    public RunKey Run { get; }

    /// <summary>Records a parameter of the run: an argument with the value that was used.</summary>
    /// <exception cref="ArgumentException">The name breaks the naming rule of <c>spec/file-format.md</c>, or the value is too large.</exception>
    /// <exception cref="StoreException">The store can't be written.</exception>
    public void SetArgument(string name, in CellValue value) => Write(WalRecordType.Argument, ContextId.Root, name, value);

    /// <summary>Starts an iteration of a loop. The iteration before it, if there was one, ends here.</summary>
    /// <param name="parent">The iteration around the loop.</param>
    /// <param name="loop">The loop's name.</param>
    /// <param name="index">
    /// The iteration's index: from 0; a loop that is entered again under the same name in the same parent goes on counting.
    /// </param>
    /// <param name="value">What the sequence yielded when it is a plain value; <see cref="CellValue.Null"/> otherwise.</param>
    /// <exception cref="ArgumentException">The name breaks the naming rule, or the value is too large, or the parent has ended long ago.</exception>
    /// <exception cref="StoreException">The store can't be written.</exception>
    public ContextId EnterIteration(ContextId parent, string loop, long index, in CellValue value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        long bytes = WalWriter.FixedBytes + CellCodec.BoundBytes(value);
        long context, ended;
        lock (_wal.Gate)
        {
            int loopNumber = Prepare(parent, loop, bytes);
            long at = Elapsed();
            context = _lastContext + 1;
            var record = _wal.Begin();
            record.Count(_number);
            record.Count(context);
            record.Count(parent.Value);
            record.Count(loopNumber);
            record.Count(index);
            record.Count(at);
            CellCodec.Write(ref record, value);
            _wal.Publish(WalRecordType.Enter, record);
            _lastContext = context;
            ended = _open.Enter(parent.Value, loop, context, at).Ended;
        }

        _wal.AfterRecord(endsOutermost: parent == ContextId.Root && ended != OpenLoops.None);
        return new ContextId(context);
    }

    /// <summary>Ends a loop.</summary>
    /// <param name="parent">The iteration around the loop.</param>
    /// <param name="loop">The loop's name.</param>
    /// <param name="iterations">How many iterations of that name the parent has had.</param>
    /// <param name="completed">Whether the sequence was exhausted; false after a <c>break</c>.</param>
    /// <exception cref="ArgumentException">The name breaks the naming rule, or the parent has ended long ago.</exception>
    /// <exception cref="StoreException">The store can't be written.</exception>
    public void EndLoop(ContextId parent, string loop, long iterations, bool completed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        lock (_wal.Gate)
        {
            int loopNumber = Prepare(parent, loop, WalWriter.FixedBytes);
            long at = Elapsed();
            long startedAt = (_open.End(parent.Value, loop)?.StartedAt ?? at) - _taken.TicksOf(parent, loop);
            var record = _wal.Begin();
            record.Count(_number);
            record.Count(parent.Value);
            record.Count(loopNumber);
            record.Count(iterations);
            record.Bool(completed);
            record.Count(at);
            record.Count(at - startedAt);
            _wal.Publish(WalRecordType.LoopEnd, record);
            if (_taken.Is(parent, loop)) _taken = default;
        }

        _wal.AfterRecord(endsOutermost: parent == ContextId.Root);
    }

    /// <summary>Records a cell. A name may be logged again in the same iteration: each value is kept, and the last one is the cell.</summary>
    /// <exception cref="ArgumentException">
    /// The name breaks the naming rule of <c>spec/file-format.md</c>, or is one too many (<see cref="MostNames"/>); or the value is too large
    /// (<see cref="CellValue.MostBytes"/>) or not valid Unicode; or the iteration ended so long ago that its rows are sealed.
    /// </exception>
    /// <exception cref="StoreException">The store can't be written.</exception>
    public void Log(ContextId context, string name, in CellValue value) => Write(WalRecordType.Cell, context, name, value);

    /// <summary>
    /// Starts to write a checkpoint. Nothing of it is visible before its commit. Until it is committed or disposed, garbage collection leaves the
    /// pages alone that it may count on.
    /// </summary>
    /// <exception cref="StoreException">The packs of the store can't be read, or the store can't be written.</exception>
    public CheckpointWriter BeginCheckpoint(CheckpointPosition position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return new CheckpointWriter(this, _session.Pages, position, _time);
    }

    /// <summary>
    /// Takes the place of the run that this one continues: what that one recorded up to a checkpoint is this run's from now on, and the rest of it is passed over. Until
    /// then readers see that run, and not this one; then this one, and not that; at no moment both or neither, whatever stops the process or the machine.
    /// Before, only arguments and values of the run as a whole may be recorded. Cells that replays filled are not taken over.
    /// </summary>
    /// <param name="cut">What is taken over.</param>
    /// <exception cref="InvalidOperationException">The run continues none, or has taken that one's place already.</exception>
    /// <exception cref="StoreException">
    /// The store can't be written or read, or the other run is being recorded, or was deleted or resumed meanwhile: all is as it was before.
    /// Where the disk can neither flush the edit nor take it back, either of the two runs shows; both can be gone on with.
    /// </exception>
    public void TakeOver(RunCut cut)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ObjectDisposedException.ThrowIf(_ended, this);
        if (_header?.Continues != cut.Checkpoint.Run) throw new InvalidOperationException("The run does not continue the one that the checkpoint belongs to.");
        _taken = _session.TakeOver(_header, _number, cut);
    }

    /// <summary>Makes all that was recorded so far survive a loss of power; returns when it does.</summary>
    /// <exception cref="StoreException">The disk failed: nothing is recorded from now on.</exception>
    public void Commit() => _wal.Commit();

    /// <summary>Makes all that was recorded so far survive a loss of power, without a thread that waits.</summary>
    /// <param name="cancellation">Ends the waiting; the flush itself goes on.</param>
    /// <exception cref="StoreException">The disk failed: nothing is recorded from now on.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public async ValueTask CommitAsync(CancellationToken cancellation = default) => await _wal.CommitAsync(cancellation).ConfigureAwait(false);

    /// <summary>Records the end of the run, and seals its records.</summary>
    /// <param name="state">How it ended.</param>
    /// <param name="message">Why it failed; null otherwise.</param>
    /// <exception cref="InvalidOperationException">The run has ended already, or the writer records a replay.</exception>
    /// <exception cref="StoreException">The store can't be written.</exception>
    public void Finish(RunState state, string? message = null)
    {
        if (_isReplay) throw new InvalidOperationException("The writer records a replay part: end it with FinishReplay.");
        if (state == RunState.Running) throw new ArgumentException("A run can't end as running.", nameof(state));
        var record = BeginRecord();
        EndCodec.Write(ref record, new RunEnd(state, Math.Max(0, Elapsed() - (_header?.Idle ?? default).Ticks), message));
        End(WalRecordType.RunEnd, record.Written);
    }

    /// <summary>Records the end of a replay part, and seals its records.</summary>
    /// <exception cref="InvalidOperationException">The writer records a run, not a replay, or the part has ended already.</exception>
    /// <exception cref="StoreException">The store can't be written.</exception>
    public void FinishReplay(ReplaySummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (!_isReplay) throw new InvalidOperationException("The writer records a run: end it with Finish.");
        var record = BeginRecord();
        ReplayCodec.WriteEnd(ref record, summary);
        End(WalRecordType.ReplayEnd, record.Written);
    }

    /// <summary>Closes the writer. A run that was not finished stays as interrupted.</summary>
    public void Dispose()
    {
        if (_ended) return;
        var record = BeginRecord();
        if (_isReplay) ReplayCodec.WriteEnd(ref record, new ReplaySummary(RunState.Interrupted, Seconds(Elapsed()), 0, 0, 0, null));
        else EndCodec.Write(ref record, new RunEnd(RunState.Interrupted, null, null));
        try
        {
            End(_isReplay ? WalRecordType.ReplayEnd : WalRecordType.RunEnd, record.Written);
        }
        catch (StoreException)
        {
            // The call that met the failure has reported it, and without this record the run shows as interrupted all the same.
            _ended = true;
        }
    }

    /// <summary>Publishes a checkpoint whose pages are durable.</summary>
    internal void Publish(CheckpointInfo checkpoint)
    {
        var record = BeginRecord();
        CheckpointCodec.Write(ref record, checkpoint);
        Append(WalRecordType.Checkpoint, record.Written);
    }

    private void Write(WalRecordType type, ContextId context, string name, in CellValue value)
    {
        long bytes = WalWriter.FixedBytes + CellCodec.BoundBytes(value);
        if (bytes > CellValue.MostBytes)
            throw new ArgumentException($"The value of \"{name}\" takes {bytes} bytes, and less than {CellValue.MostBytes} is the rule. Log a part or a summary of it.", nameof(value));
        lock (_wal.Gate)
        {
            int nameNumber = Prepare(context, name, bytes);
            var record = _wal.Begin();
            record.Count(_number);
            record.Count(context.Value);
            record.Count(nameNumber);
            CellCodec.Write(ref record, value);
            _wal.Publish(type, record);
        }

        _wal.AfterRecord(endsOutermost: false);
    }

    /// <summary>All that must be right before a record is written, in the file that it will go to.</summary>
    private int Prepare(ContextId context, string name, long bytes)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        _wal.Reserve(bytes);
        if (_fileNumber != _wal.FileNumber)
        {
            _fileNumber = _wal.FileNumber;
            _lastSealedContext = _lastContext;
            _names.BeginFile();
        }

        if (context.Value > _lastContext || context.Value < 0)
            throw new ArgumentException($"This writer has not given out an iteration {context.Value}.", nameof(context));
        if (context.Value <= _lastSealedContext && !_open.Contains(context.Value))
            throw new ArgumentException($"Iteration {context.Value} ended long ago, and its rows are sealed.", nameof(context));
        _names.Check(name);
        int number = _wal.NameNumber(name);
        _names.Add(name, number);
        return number;
    }

    private RecordWriter BeginRecord()
    {
        var record = new RecordWriter(256);
        record.Count(_number);
        return record;
    }

    private void Append(WalRecordType type, ReadOnlySpan<byte> payload)
    {
        lock (_wal.Gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            _wal.Append(type, payload);
        }

        _wal.AfterRecord(endsOutermost: false);
    }

    private void End(WalRecordType type, ReadOnlySpan<byte> payload)
    {
        lock (_wal.Gate)
        {
            if (_ended) throw new InvalidOperationException("The run has ended already.");
            _wal.Append(type, payload);
            _ended = true;
        }

        _session.OnEnded(this);
    }

    private static double Seconds(long ticks) => (double)ticks / TimeSpan.TicksPerSecond;

    private long Elapsed() => _startTicks + _time.GetElapsedTime(_startStamp).Ticks;
}
