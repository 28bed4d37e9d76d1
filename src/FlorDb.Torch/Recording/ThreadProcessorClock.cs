using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlorDb.Torch.Recording;

/// <summary>A clock that goes on while the current thread is executed, so each thread has a time of its own: waiting for a disk costs the training nothing.</summary>
internal sealed partial class ThreadProcessorClock : TimeProvider
{
    private const int ClockOfThread = 3;
    private const long Giga = 1_000_000_000;

    private ThreadProcessorClock()
    {
    }

    public static ThreadProcessorClock Instance { get; } = new();

    /// <inheritdoc/>
    public override long TimestampFrequency => Giga;

    /// <summary>What the current thread has taken, in nanoseconds. On systems that don't tell, it is the time that passes, which is more.</summary>
    public override long GetTimestamp() =>
        OperatingSystem.IsLinux() && ClockGetTime(ClockOfThread, out var time) == 0
            ? time.Seconds * Giga + time.Nanoseconds
            : (long)Stopwatch.GetElapsedTime(0).TotalNanoseconds;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
