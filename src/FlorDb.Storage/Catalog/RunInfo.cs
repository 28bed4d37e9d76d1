namespace FlorDb.Storage;

/// <summary>A run as a snapshot sees it.</summary>
/// <param name="Header">What was known at its start.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Seconds">Wall time from start to end; null while it runs, and where its process died.</param>
/// <param name="Message">Why it failed; otherwise null.</param>
public sealed record RunInfo(RunHeader Header, RunState State, double? Seconds, string? Message)
{
    /// <summary>The run's key.</summary>
    public RunKey Key => Header.Key;
}
