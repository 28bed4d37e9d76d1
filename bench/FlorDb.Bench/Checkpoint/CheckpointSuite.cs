using FlorDb.Bench.Checkpoint.Shapes;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Checkpoint;

/// <summary>Checkpoints of the states that people train, at full size.</summary>
internal static class CheckpointSuite
{
    public static Suite Create() => new("checkpoint", [.. ModelShape.All.Select(shape => new CheckpointBenchmark(shape))]);
}
