using System.Runtime;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Time that work takes on a thread, without what goes into compiling its code: that would not be spent another time, and would make the first checkpoint of a
/// short training look dear.
/// </summary>
internal readonly struct RecurringTime
{
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly TimeSpan _compiled;

    /// <summary>Starts to measure on the current thread.</summary>
    public RecurringTime(TimeProvider clock)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _compiled = JitInfo.GetCompilationTime(currentThread: true);
    }

    /// <summary>The time since the start, in seconds. To be read on the thread that started it.</summary>
    public double Seconds => Math.Max(0, (_clock.GetElapsedTime(_start) - (JitInfo.GetCompilationTime(currentThread: true) - _compiled)).TotalSeconds);

    /// <summary>The time since the start with everything, in seconds.</summary>
    public double AllSeconds => _clock.GetElapsedTime(_start).TotalSeconds;
}
