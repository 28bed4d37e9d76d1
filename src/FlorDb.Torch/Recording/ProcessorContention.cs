using FlorDb.Torch.Metrics;

namespace FlorDb.Torch.Recording;

/// <summary>
/// How much of the processor time that a thread in the background takes is missing elsewhere: all of it where every processor is busy, next to nothing where one has
/// nothing to do. Used by the thread in the background.
/// </summary>
internal sealed class ProcessorContention(ProcessorLoad load)
{
    /// <summary>Even where processors are idle, memory and caches are shared.</summary>
    private const double Least = 0.05;

    /// <summary>The system counts in hundredths of a second: less than this tells nothing.</summary>
    private const double ShortestSeconds = 0.25;

    private double _ownSeconds;
    private double _measured = 1;

    /// <summary>The part that others miss, from 0.05 to 1, as it was lately; 1 until that is known.</summary>
    /// <param name="ownSeconds">The processor time that the thread has taken since the call before.</param>
    public double Measure(double ownSeconds)
    {
        _ownSeconds += ownSeconds;
        if (load.SecondsSinceSample < ShortestSeconds) return _measured;
        _measured = Of(load.Sample(), _ownSeconds, Environment.ProcessorCount);
        _ownSeconds = 0;
        return _measured;
    }

    /// <summary>The part that others miss, when so many processors may be used, and the thread has taken so much of their use.</summary>
    public static double Of(ProcessorUse use, double ownSeconds, int processors)
    {
        double own = ownSeconds / use.Seconds;
        double idle = Math.Min(processors - use.OfProcess, use.OfMachine is { } busy ? processors * (1 - busy) : processors);
        return Math.Clamp(1 - idle - own, Least, 1);
    }
}
