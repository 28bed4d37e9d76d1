namespace FlorDb.Storage.Wal;

/// <summary>A loop that is being executed.</summary>
internal sealed class OpenLoop
{
    /// <summary>The iteration around the loop.</summary>
    public required long Parent { get; init; }

    public required string Loop { get; init; }

    /// <summary>The iteration that is open.</summary>
    public required long Current { get; set; }

    /// <summary>When the open iteration began, in 100 ns since the run began.</summary>
    public required long CurrentStart { get; set; }

    /// <summary>When the loop's first iteration began, in 100 ns since the run began.</summary>
    public required long StartedAt { get; init; }
}
