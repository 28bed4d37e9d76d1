namespace FlorDb.Storage;

/// <summary>Why a checkpoint was taken: the policy, and what it knew of the loop when it decided. Times are in seconds; NaN where nothing was measured yet.</summary>
public sealed record CheckpointReason
{
    /// <summary>The policy's name, such as <c>adaptive</c> or <c>every 5</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>The iterations of the loop that were executed, the one that ends here included.</summary>
    public long Executions { get; init; }

    /// <summary>The checkpoints that were taken of such iterations before: at their ends, and after the loops in them.</summary>
    public long Taken { get; init; }

    /// <summary>The capture points since the checkpoint before at which the policy wanted none.</summary>
    public long PassedOver { get; init; }

    /// <summary>The capture points since the checkpoint before at which the policy wanted one, and those before it were not written yet.</summary>
    public long Missed { get; init; }

    /// <summary>How long an iteration takes, smoothed.</summary>
    public double IterationSeconds { get; init; } = double.NaN;

    /// <summary>What capturing and writing a checkpoint costs the training, smoothed: the time for which it is held up, and the processor time in the background that it misses.</summary>
    public double MaterializeSeconds { get; init; } = double.NaN;

    /// <summary>How long restoring a checkpoint takes, as a multiple of <see cref="MaterializeSeconds"/>.</summary>
    public double RestoreRatio { get; init; } = double.NaN;

    /// <summary>The part of the training's time that checkpoints may take.</summary>
    public double Epsilon { get; init; } = double.NaN;
}
