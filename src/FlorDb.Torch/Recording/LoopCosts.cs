namespace FlorDb.Torch.Recording;

/// <summary>What a policy knows when it decides. Times are in seconds; NaN where nothing was measured yet.</summary>
/// <param name="Executions">The iterations of the loop, the current one included.</param>
/// <param name="Taken">The checkpoints of such iterations: at their ends, and after the loops in them.</param>
/// <param name="IterationSeconds">How long an iteration takes without its captures, smoothed.</param>
/// <param name="MaterializeSeconds">How long capturing and writing a checkpoint takes, smoothed.</param>
/// <param name="RestoreRatio">How long restoring takes, as a multiple of that.</param>
/// <param name="SecondsSinceLast">The time since the last checkpoint of the run.</param>
/// <param name="RunSeconds">The time since the run began.</param>
/// <param name="SpentSeconds">How long all captures and writes took together.</param>
/// <param name="Epsilon">The part of the training's time that checkpoints may take.</param>
internal readonly record struct LoopCosts(
    long Executions, long Taken, double IterationSeconds, double MaterializeSeconds, double RestoreRatio, double SecondsSinceLast,
    double RunSeconds, double SpentSeconds, double Epsilon);
