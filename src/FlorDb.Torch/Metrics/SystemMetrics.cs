using System.Diagnostics;
using FlorDb.Storage;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Metrics;

/// <summary>
/// Logs what the process and the machine are doing, at intervals, on a thread of its own. The values belong to the run as a whole: the n-th of each name are of one
/// moment, which <c>system/seconds</c> tells.
/// </summary>
internal sealed class SystemMetrics : IDisposable
{
    private const double Percent = 100;

    private readonly Session _session;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ProcessorLoad _processors = new(TimeProvider.System);
    private readonly NvidiaGpus _gpus = NvidiaGpus.Open();
    private readonly Ticker _ticker;
    private bool _hasFailed;

    public SystemMetrics(Session session, TimeSpan interval)
    {
        _session = session;
        _ticker = new Ticker("flor system metrics", interval, Sample);
    }

    public void Dispose()
    {
        _ticker.Dispose();
        _gpus.Dispose();
    }

    private void Sample()
    {
        if (_hasFailed || _session.HasEnded) return;
        try
        {
            Log("seconds", CellValue.Of(Stopwatch.GetElapsedTime(_start).TotalSeconds));
            foreach (var (name, value) in Percents(_processors.Sample()).Concat(MachineMemory.Sample()).Concat(_gpus.Sample())) Log(name, value);
        }
        catch (Exception failure) when (failure is StoreException or ArgumentException or ObjectDisposedException)
        {
            // A store that has failed tells of it where the program logs; this thread has nobody to tell.
            _hasFailed = true;
        }
    }

    /// <summary>100 is one processor for the process, and all of them for the machine.</summary>
    private static IEnumerable<(string Name, CellValue Value)> Percents(ProcessorUse use)
    {
        yield return ("process_cpu", CellValue.Of(Percent * use.OfProcess));
        if (use.OfMachine is { } busy) yield return ("cpu", CellValue.Of(Percent * busy));
    }

    private void Log(string name, in CellValue value) => _session.LogForRun($"system/{name}", value);
}
