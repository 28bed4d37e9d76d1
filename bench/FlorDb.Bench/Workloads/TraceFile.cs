using System.Runtime.InteropServices;

namespace FlorDb.Bench.Workloads;

/// <summary>Hands traces to a peer in another process: one column after the other, little-endian; <c>bench/peers/duckdb.mjs</c> reads it.</summary>
internal static class TraceFile
{
    public static void Write(string path, IReadOnlyList<TrainingTrace> traces, DateTimeOffset start)
    {
        using var file = File.Create(path);
        Column(file, traces.SelectMany(trace => Started(trace, start)));
        Column(file, traces.SelectMany(trace => PerStep(trace, step => (double)trace.Ticks(step) / TimeSpan.TicksPerSecond)));
        for (int metric = 0; metric < TrainingTrace.Metrics.Length; metric++) Column(file, traces.SelectMany(trace => trace.Metric(metric)));
        Column(file, traces.SelectMany((trace, run) => PerStep(trace, _ => run)));
        Column(file, traces.SelectMany(trace => PerStep(trace, step => step / trace.StepsPerEpoch)));
        Column(file, traces.SelectMany(trace => PerStep(trace, step => step % trace.StepsPerEpoch)));
        Column(file, traces.SelectMany(trace => PerStep(trace, trace.PhaseNumber)));
    }

    /// <summary>When each step began, in microseconds since 1970.</summary>
    public static IEnumerable<double> Started(TrainingTrace trace, DateTimeOffset start)
    {
        long at = start.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        for (int step = 0; step < trace.Steps; at += trace.Ticks(step), step++) yield return at / TimeSpan.TicksPerMicrosecond;
    }

    private static IEnumerable<T> PerStep<T>(TrainingTrace trace, Func<int, T> value) => Enumerable.Range(0, trace.Steps).Select(value);

    private static void Column<T>(FileStream file, IEnumerable<T> values)
        where T : unmanaged => file.Write(MemoryMarshal.AsBytes<T>(values.ToArray()));
}
