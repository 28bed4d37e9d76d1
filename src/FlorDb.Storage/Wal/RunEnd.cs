namespace FlorDb.Storage.Wal;

/// <summary>How a run ended, and how long it took in units of 100 ns (null where its process died).</summary>
internal sealed record RunEnd(RunState State, long? Ticks, string? Message)
{
    public double? Seconds => Ticks is { } ticks ? (double)ticks / TimeSpan.TicksPerSecond : null;
}
