namespace FlorDb.Storage.Wal;

/// <summary>Decides when a log is flushed without being asked, as <see cref="Durability"/> says. Safe to use from several threads.</summary>
internal sealed class CommitSchedule : IDisposable
{
    /// <summary>Flushes in the background begin no more often than this: a loop of very short iterations must not keep the disk busy all the time.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly StoreOptions _options;
    private readonly Action _commit;
    private readonly ITimer _timer;
    private readonly ITimer? _interval;
    private long _lastBegan;
    private long _waitingSequence;
    private long _waitingSince;
    private bool _isArmed;

    /// <summary>Begins to watch.</summary>
    /// <param name="options">The store's options.</param>
    /// <param name="commit">Flushes.</param>
    public CommitSchedule(StoreOptions options, Action commit)
    {
        _options = options;
        _commit = commit;
        _lastBegan = options.Time.GetTimestamp();
        _timer = options.Time.CreateTimer(_ => CommitArmed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (options.Durability == Durability.Interval)
            _interval = options.Time.CreateTimer(_ => CommitQuietly(), null, options.CommitInterval, options.CommitInterval);
    }

    /// <summary>An iteration of an outermost loop has ended: a flush begins, or will soon; waits for one that is late.</summary>
    /// <param name="sequence">The LSN of the last record.</param>
    /// <param name="durable">The LSN up to which the log is durable.</param>
    /// <exception cref="StoreException">The flush failed.</exception>
    public void OnIterationEnded(long sequence, long durable)
    {
        if (IsLate(sequence, durable)) _commit();
        lock (_gate)
        {
            if (_isArmed) return;
            _isArmed = true;
            var rest = Spacing - _options.Time.GetElapsedTime(_lastBegan);
            _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _interval?.Dispose();
    }

    /// <summary>Whether an end that came before waits for its flush for too long.</summary>
    private bool IsLate(long sequence, long durable)
    {
        lock (_gate)
        {
            if (durable < _waitingSequence) return _options.Time.GetElapsedTime(_waitingSince) > _options.CommitInterval;
            _waitingSequence = sequence;
            _waitingSince = _options.Time.GetTimestamp();
            return false;
        }
    }

    private void CommitArmed()
    {
        lock (_gate)
        {
            _isArmed = false;
            _lastBegan = _options.Time.GetTimestamp();
        }

        CommitQuietly();
    }

    private void CommitQuietly()
    {
        try
        {
            _commit();
        }
        catch (Exception failure) when (failure is StoreException or ObjectDisposedException)
        {
            // The log remembers that a flush failed, and every later call reports it.
        }
    }
}
