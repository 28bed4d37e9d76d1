namespace TorchSharp;

/// <summary>A stretch of a one-cycle schedule: rates per group go from one set of values to another.</summary>
/// <param name="Start">Step at which it starts; need not be whole.</param>
/// <param name="End">Step at which it ends; need not be whole.</param>
/// <param name="From">Rates at the start.</param>
/// <param name="To">Rates at the end.</param>
/// <param name="Momentum">What the momentum does meanwhile.</param>
internal sealed record CyclePhase(double Start, double End, double[] From, double[] To, MomentumCourse Momentum)
{
    public static CyclePhase[] Plan(int steps, double rising, bool threePhase, double[] starts, double[] peaks, double[] ends)
    {
        var top = rising * steps - 1;
        var up = new CyclePhase(0, top, starts, peaks, MomentumCourse.Down);
        if (!threePhase) return [up, new(top, steps - 1, peaks, ends, MomentumCourse.Up)];
        var back = 2 * rising * steps - 2;
        return [up, new(top, back, peaks, starts, MomentumCourse.Up), new(back, steps - 1, starts, ends, MomentumCourse.High)];
    }
}
