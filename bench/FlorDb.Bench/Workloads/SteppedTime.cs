namespace FlorDb.Bench.Workloads;

/// <summary>A clock that moves only when told, so that the times which a store records are those of a trace.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(long ticks) => Interlocked.Add(ref _ticks, ticks);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => start.AddTicks(GetTimestamp());
}
