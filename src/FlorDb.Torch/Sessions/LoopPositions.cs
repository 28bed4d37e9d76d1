using FlorDb.Storage;
using FlorDb.Torch.Loops;

namespace FlorDb.Torch.Sessions;

/// <summary>The positions of the checkpoints around a loop. Recording and replaying must agree on them.</summary>
internal static class LoopPositions
{
    /// <summary>Before the loop's first iteration.</summary>
    public static CheckpointPosition Before(LoopFrame frame) =>
        new(frame.Path, frame.Parent!.Indices, CheckpointMoment.BeforeLoop, frame.Start);

    /// <summary>At the end of the current iteration.</summary>
    public static CheckpointPosition IterationEnd(LoopFrame frame) => IterationEnd(frame, frame.Current);

    /// <summary>At the end of an iteration.</summary>
    public static CheckpointPosition IterationEnd(LoopFrame frame, long index) =>
        new(frame.Path, frame.Parent!.Indices.Add(index), CheckpointMoment.IterationEnd, index + 1);

    /// <summary>After the loop, which has just ended.</summary>
    public static CheckpointPosition After(LoopFrame frame) => After(frame, frame.Next);

    /// <summary>After the loop, once its parent has had a number of iterations of it.</summary>
    public static CheckpointPosition After(LoopFrame frame, long iterations) =>
        new(frame.Path, frame.Parent!.Indices, CheckpointMoment.AfterLoop, iterations);
}
