using System.Globalization;

namespace FlorDb.Bench.Checkpoint;

/// <summary>The memory that this process has had resident at most (Linux).</summary>
internal static class ProcessMemory
{
    private const string PeakField = "VmHWM:";
    private const long Kibi = 1024;

    /// <summary>The most since the start or the last reset, in bytes.</summary>
    public static long Peak =>
        Kibi * long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(PeakField, StringComparison.Ordinal))[PeakField.Length..^2], CultureInfo.InvariantCulture);

    public static void ResetPeak()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
    }
}
