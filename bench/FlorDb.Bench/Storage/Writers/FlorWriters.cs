using System.Diagnostics;
using System.Globalization;
using FlorDb.Bench.Workloads;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage.Writers;

/// <summary>A process with several store handles, each recording a run.</summary>
internal static class FlorWriters
{
    public const string Program = "flor-writers";

    public static void Run(string[] arguments) => WriterProcess.Run(arguments, folder => FlorStore.Open(folder), Write);

    public static TrainingTrace Trace(int writer, int steps) => new(1, steps, seed: writer);

    private static WriterReport Write(FlorStore store, int writer, int steps)
    {
        var trace = Trace(writer, steps);
        using var run = TraceStore.Begin(store, writer.ToString(CultureInfo.InvariantCulture), DateTimeOffset.UtcNow);
        var outer = run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
        long longest = 0;
        for (int step = 0; step < steps; step++)
        {
            var inner = run.EnterIteration(outer, "step", step, CellValue.Null);
            for (int metric = 0; metric < TrainingTrace.Metrics.Length; metric++)
            {
                long start = Stopwatch.GetTimestamp();
                run.Log(inner, TrainingTrace.Metrics[metric], CellValue.Of(trace.Metric(metric)[step]));
                longest = Math.Max(longest, Stopwatch.GetTimestamp() - start);
            }
        }

        long last = Stopwatch.GetTimestamp();
        run.Finish(RunState.Completed);
        return new WriterReport(0, (double)longest / Stopwatch.Frequency, last);
    }
}
