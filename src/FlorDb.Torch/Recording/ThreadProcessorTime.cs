using System.Diagnostics;
using System.Runtime;
using System.Runtime.InteropServices;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Processor time that work takes on a thread, without what goes into compiling its code, which would not be spent another time: waiting for a disk costs the training
/// nothing.
/// </summary>
internal readonly partial struct ThreadProcessorTime
{
    private const int ClockOfThread = 3;
    private const double Nano = 1e-9;

    private readonly double _start;
    private readonly TimeSpan _compiled;

    /// <summary>Starts to measure on the current thread.</summary>
    public ThreadProcessorTime()
    {
        _start = Now();
        _compiled = JitInfo.GetCompilationTime(currentThread: true);
    }

    /// <summary>The time since the start, in seconds. To be read on the thread that started it.</summary>
    public double Seconds => Math.Max(0, Now() - _start - (JitInfo.GetCompilationTime(currentThread: true) - _compiled).TotalSeconds);

    /// <summary>What the current thread has taken by now, in seconds. On systems that don't tell, it is the time that passes, which is more.</summary>
    private static double Now() =>
        OperatingSystem.IsLinux() && ClockGetTime(ClockOfThread, out var time) == 0
            ? time.Seconds + time.Nanoseconds * Nano
            : Stopwatch.GetElapsedTime(0).TotalSeconds;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
