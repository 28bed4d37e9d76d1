namespace FlorDb.Storage;

/// <summary>
/// Which checkpoints and runs to keep. What no rule speaks of is kept, and so is everything of runs that are being recorded. Where several rules keep
/// checkpoints, each keeps its own; <see cref="CheckpointAge"/> then limits what goes to what is old enough.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>Keeps that many checkpoints of each run: the last that were captured. At least 0; null for no such rule.</summary>
    public int? KeepLast { get; init; }

    /// <summary>Keeps the checkpoints of each run at which a logged number was best; null for no such rule.</summary>
    public BestCheckpoints? KeepBest { get; init; }

    /// <summary>Checkpoints that were captured later than that long ago are kept; alone, it lets all older ones go. Not negative.</summary>
    public TimeSpan? CheckpointAge { get; init; }

    /// <summary>Runs that began earlier than that long ago are deleted as a whole. Not negative; null to keep all runs.</summary>
    public TimeSpan? RunAge { get; init; }

    /// <summary>The runs that the rules are for; null for all.</summary>
    public IReadOnlySet<RunKey>? Runs { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(KeepLast ?? 0, nameof(KeepLast));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(KeepBest?.Count ?? 1, nameof(KeepBest));
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointAge ?? default, TimeSpan.Zero, nameof(CheckpointAge));
        ArgumentOutOfRangeException.ThrowIfLessThan(RunAge ?? default, TimeSpan.Zero, nameof(RunAge));
    }
}
