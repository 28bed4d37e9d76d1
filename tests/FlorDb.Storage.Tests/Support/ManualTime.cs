namespace FlorDb.Storage.Tests.Support;

/// <summary>A clock that a test sets, with timers that ring only when the test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time of day in units of 100 ns.</summary>
    public long Ticks => GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _passed;

    public override long GetTimestamp() => _passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state));
        timer.Change(dueTime, period);
        lock (_gate) _timers.Add(timer);
        return timer;
    }

    /// <summary>Lets time pass; no timer rings.</summary>
    public void Pass(TimeSpan time) => _passed += time;

    /// <summary>Lets all timers that are armed ring once.</summary>
    public void Ring()
    {
        ManualTimer[] timers;
        lock (_gate) timers = [.. _timers];
        foreach (var timer in timers)
            if (timer.IsArmed) timer.Ring();
    }

    private sealed class ManualTimer(Action ring) : ITimer
    {
        private bool _isPeriodic;

        public bool IsArmed { get; private set; }

        public void Ring()
        {
            IsArmed = _isPeriodic;
            ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            IsArmed = dueTime != Timeout.InfiniteTimeSpan;
            _isPeriodic = period != Timeout.InfiniteTimeSpan;
            return true;
        }

        public void Dispose() => IsArmed = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
