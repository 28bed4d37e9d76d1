namespace FlorDb.Torch.Recording;

/// <summary>What a policy knows when it decides. Times are in seconds; NaN where nothing was measured yet.</summary>
/// <param name="Executions">The iterations of the loop, the current one included.</param>
/// <param name="Captures">How many checkpoints the last iteration had that had some; 1 before there is one.</param>
/// <param name="MaterializeSeconds">What capturing and writing a checkpoint costs the training, smoothed.</param>
/// <param name="RestoreRatio">How long restoring takes, as a multiple of that.</param>
/// <param name="SecondsSinceLast">The time since the last checkpoint of the run.</param>
/// <param name="RunSeconds">The time since the run began.</param>
/// <param name="SpentSeconds">What all captures and writes together have cost the training.</param>
/// <param name="Epsilon">The part of the training's time that checkpoints may take.</param>
internal readonly record struct LoopCosts(
    long Executions, int Captures, double MaterializeSeconds, double RestoreRatio, double SecondsSinceLast, double RunSeconds, double SpentSeconds, double Epsilon);
