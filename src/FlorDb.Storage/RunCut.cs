using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>What a run that goes on with another takes over of it: all up to a checkpoint.</summary>
/// <param name="Checkpoint">The checkpoint, which stands at an outermost loop.</param>
/// <param name="Loops">The outermost loops that were entered before it; what was recorded in others is not taken over.</param>
public sealed record RunCut(CheckpointInfo Checkpoint, ImmutableArray<PassedLoop> Loops)
{
    /// <summary>How many iterations of an outermost loop are taken over.</summary>
    internal long IterationsOf(string loop) => Find(loop)?.Iterations ?? 0;

    /// <summary>How many executions of an outermost loop have ended.</summary>
    internal int ExecutionsOf(string loop) => Find(loop)?.Executions ?? 0;

    private PassedLoop? Find(string loop) => Loops.FirstOrDefault(passed => passed.Loop == loop);
}

/// <summary>How far an outermost loop had come.</summary>
/// <param name="Loop">Its name.</param>
/// <param name="Iterations">How many iterations of that name had ended.</param>
/// <param name="Executions">How many executions of loops of that name had ended.</param>
public sealed record PassedLoop(string Loop, long Iterations, int Executions);
