using System.Globalization;

namespace FlorDb.Torch.Metrics;

/// <summary>Measures how busy the processors are between one sample and the next.</summary>
internal sealed class ProcessorLoad
{
    private const string File = "/proc/stat";
    private const int IdleField = 3;
    private const int WaitingField = 4;
    private const int Fields = 8;

    private readonly TimeProvider _clock;
    private long _time;
    private TimeSpan _ofProcess = OfProcess();
    private (double Busy, double All)? _ofMachine = OfMachine();

    public ProcessorLoad(TimeProvider clock)
    {
        _clock = clock;
        _time = clock.GetTimestamp();
    }

    /// <summary>How long ago the last sample was taken; the first time, how long ago this was made.</summary>
    public double SecondsSinceSample => _clock.GetElapsedTime(_time).TotalSeconds;

    /// <summary>How busy they were since the sample before.</summary>
    public ProcessorUse Sample()
    {
        var (time, ofProcess, ofMachine) = (_clock.GetTimestamp(), OfProcess(), OfMachine());
        double seconds = _clock.GetElapsedTime(_time, time).TotalSeconds;
        var use = new ProcessorUse(
            seconds,
            Part((ofProcess - _ofProcess).TotalSeconds, seconds),
            ofMachine is { } now && _ofMachine is { } before ? Part(now.Busy - before.Busy, now.All - before.All) : null);
        (_time, _ofProcess, _ofMachine) = (time, ofProcess, ofMachine);
        return use;
    }

    private static double Part(double part, double whole) => whole > 0 ? part / whole : 0;

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

/// <summary>How busy the processors were for some time.</summary>
/// <param name="Seconds">The time.</param>
/// <param name="OfProcess">How many of them this process has kept busy, on average.</param>
/// <param name="OfMachine">The part of all of them that was busy, from 0 to 1; null where the system does not tell.</param>
internal readonly record struct ProcessorUse(double Seconds, double OfProcess, double? OfMachine);
