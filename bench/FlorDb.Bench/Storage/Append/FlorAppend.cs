using System.Diagnostics;
using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage.Append;

/// <summary>Appends a trace to a store.</summary>
internal static class FlorAppend
{
    public static AppendSample Measure(BenchContext context, TrainingTrace trace)
    {
        using var folder = context.NewFolder();
        double appended;
        RunKey key;
        long start = Stopwatch.GetTimestamp();
        using (var store = FlorStore.OpenOrCreate(folder.At("store")))
        using (var run = TraceStore.Begin(store, "append", DateTimeOffset.UtcNow))
        {
            key = run.Run;
            long first = Stopwatch.GetTimestamp();
            TraceStore.Record(run, trace);
            appended = Stopwatch.GetElapsedTime(first).TotalSeconds;
            run.Finish(RunState.Completed);
        }

        double closed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var reopened = FlorStore.Open(folder.At("store"));
        using var snapshot = reopened.TakeSnapshot();
        TraceStore.Verify(snapshot, key, trace, trace.Steps);
        return new AppendSample(appended, closed);
    }

    /// <summary>Times each call of <see cref="RunWriter.Log"/> on its own.</summary>
    public static CallLatency MeasureCalls(BenchContext context, TrainingTrace trace)
    {
        var latency = new CallLatency(trace.Steps);
        double[] loss = trace.Metric(0);
        Write(context, trace.Steps, (run, step, at) =>
        {
            long start = Stopwatch.GetTimestamp();
            run.Log(step, "loss", CellValue.Of(loss[at]));
            latency.Add(start);
        });
        return latency;
    }

    /// <summary>Bytes that a call of <see cref="RunWriter.Log"/> allocates, on average.</summary>
    public static double MeasureAllocation(BenchContext context, TrainingTrace trace)
    {
        double[] loss = trace.Metric(0);
        long bytes = 0;
        Write(context, trace.Steps, (run, step, at) =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run.Log(step, "loss", CellValue.Of(loss[at]));
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        });
        return (double)bytes / trace.Steps;
    }

    /// <summary>The bytes that the log takes for a cell, its share of the loops' records included.</summary>
    public static int BytesPerCell(BenchContext context)
    {
        var trace = new TrainingTrace(1, 5_000, seed: 1);
        using var folder = context.NewFolder();
        using var store = FlorStore.OpenOrCreate(folder.At("store"));
        using var run = TraceStore.Begin(store, "bytes", DateTimeOffset.UtcNow);
        TraceStore.Record(run, trace);
        return (int)(WalFolder.UsedBytes(folder.At("store")) / (trace.Steps * TrainingTrace.Metrics.Length));
    }

    private static void Write(BenchContext context, int steps, Action<RunWriter, ContextId, int> log)
    {
        using var folder = context.NewFolder();
        using var store = FlorStore.OpenOrCreate(folder.At("store"));
        using var run = TraceStore.Begin(store, "calls", DateTimeOffset.UtcNow);
        for (int i = 0; i < steps; i++) log(run, run.EnterIteration(ContextId.Root, "step", i, CellValue.Null), i);
        run.Finish(RunState.Completed);
        using var snapshot = store.TakeSnapshot();
        Check.Equal(steps, snapshot.Table(LoopPath.Of("step"))!.RowCount, "rows");
    }
}
