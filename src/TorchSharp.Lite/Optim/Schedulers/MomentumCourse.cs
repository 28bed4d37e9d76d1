namespace TorchSharp;

/// <summary>What the momentum does in a phase of a one-cycle schedule.</summary>
internal enum MomentumCourse
{
    Down,
    Up,
    High,
}
