using System.Diagnostics;
using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Torch.Metrics;

/// <summary>How busy the processors were since the sample before: with this process (100 is one of them), and all of them together (100 is all).</summary>
internal sealed class ProcessorTimes
{
    private const string File = "/proc/stat";
    private const int IdleField = 3;
    private const int WaitingField = 4;
    private const int Fields = 8;

    private long _time = Stopwatch.GetTimestamp();
    private TimeSpan _ofProcess = OfProcess();
    private (double Busy, double All)? _ofMachine = OfMachine();

    public IEnumerable<(string Name, CellValue Value)> Sample()
    {
        var (time, ofProcess, ofMachine) = (Stopwatch.GetTimestamp(), OfProcess(), OfMachine());
        double seconds = Stopwatch.GetElapsedTime(_time, time).TotalSeconds;
        var samples = new List<(string, CellValue)> { ("process_cpu", Percent((ofProcess - _ofProcess).TotalSeconds, seconds)) };
        if (ofMachine is { } now && _ofMachine is { } before) samples.Add(("cpu", Percent(now.Busy - before.Busy, now.All - before.All)));
        (_time, _ofProcess, _ofMachine) = (time, ofProcess, ofMachine);
        return samples;
    }

    private static CellValue Percent(double part, double whole) => CellValue.Of(whole > 0 ? 100 * part / whole : 0);

    private static TimeSpan OfProcess() => Environment.CpuUsage.TotalTime;

    /// <summary>The times of all processors since the start, in any unit: user, nice, system, idle, waiting for I/O, interrupts twice, stolen.</summary>
    private static (double Busy, double All)? OfMachine()
    {
        if (!System.IO.File.Exists(File)) return null;
        double[] times = [.. System.IO.File.ReadLines(File).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Fields)
            .Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
        double all = times.Sum();
        return (all - times[IdleField] - times[WaitingField], all);
    }
}
