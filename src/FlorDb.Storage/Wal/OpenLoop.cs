namespace FlorDb.Storage.Wal;

/// <summary>A loop that is being executed.</summary>
internal sealed class OpenLoop
{
    /// <summary>The iteration that is open.</summary>
    public required long Current { get; set; }

    /// <summary>When the loop's first iteration began, in 100 ns since the run began.</summary>
    public required long StartedAt { get; init; }
}
