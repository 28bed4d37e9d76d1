namespace FlorDb.Storage;

/// <summary>Choices for a garbage collection; the defaults suit a person who wants space back now and then.</summary>
public sealed record CollectionOptions
{
    /// <summary>Whether only to say what would be freed: nothing is changed.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// The smallest share of a pack that must be unused for the pack to be written anew without it, from 0 to 1. With 0 everything that is unused goes,
    /// at the price of copying the most.
    /// </summary>
    public double MinimumDeadShare { get; init; } = 0.2;

    /// <summary>How long to wait for checkpoints that are being written and for snapshots: what they may count on can't be freed before they are over.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.Zero;

    /// <summary>Is told how far the collection has come; called on the collecting thread.</summary>
    public IProgress<CollectionProgress>? Progress { get; init; }
}
