namespace FlorDb.Storage;

/// <summary>What a replay part did, written at its end.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Seconds">Wall time from the start of its process, restores included.</param>
/// <param name="CellsFilled">Cells that it wrote.</param>
/// <param name="CellsCompared">Values that it logged again and compared with the record.</param>
/// <param name="CellsDiverged">How many of those were not bit-identical.</param>
/// <param name="Message">The first divergence, or the failure, for people; null when there is nothing to say.</param>
public sealed record ReplaySummary(RunState State, double Seconds, long CellsFilled, long CellsCompared, long CellsDiverged, string? Message)
{
    /// <summary>
    /// Whether its cells may be trusted: it came to its end, and nothing that it logged again, or compared of the restored state, diverged.
    /// </summary>
    public bool Verified => State == RunState.Completed && CellsDiverged == 0;

    /// <summary>What took its time; null where it died, and in records that were written before that was kept.</summary>
    public ReplayTimes? Times { get; init; }
}

/// <summary>What took a replay part's time, besides executing iterations.</summary>
/// <param name="StartupSeconds">From the start of its process to its first loop, or to its end if it came to none.</param>
/// <param name="RestoreSeconds">Bringing recorded states back.</param>
/// <param name="RestoredBytes">The size of those states.</param>
public sealed record ReplayTimes(double StartupSeconds, double RestoreSeconds, long RestoredBytes);
