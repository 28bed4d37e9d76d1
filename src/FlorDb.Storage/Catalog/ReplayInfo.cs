namespace FlorDb.Storage;

/// <summary>A replay part as a snapshot sees it.</summary>
/// <param name="Header">What was known at its start.</param>
/// <param name="Summary">What it did; null while it runs, and where its process died.</param>
public sealed record ReplayInfo(ReplayHeader Header, ReplaySummary? Summary)
{
    /// <summary>The part's key.</summary>
    public ReplayKey Key => Header.Key;

    /// <summary>Whether the cells that it filled may be trusted.</summary>
    public bool Verified => Summary is { Verified: true };
}
