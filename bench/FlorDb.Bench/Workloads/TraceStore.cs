using FlorDb.Bench.Running;
using FlorDb.Storage;

namespace FlorDb.Bench.Workloads;

/// <summary>Traces in a store: how they are recorded, and whether all of them is there, bit for bit.</summary>
internal static class TraceStore
{
    public static LoopPath StepPath { get; } = LoopPath.Of("epoch", "step");

    public static RunWriter Begin(FlorStore store, string runId, DateTimeOffset start) => store.BeginRun(new RunHeader
    {
        Key = RunKey.Create(start),
        ProjectId = "bench",
        RunId = runId,
        Timestamp = start,
        VersionId = "0123456789abcdef0123456789abcdef01234567",
        FileName = "Program.cs",
    });

    /// <summary>Records the metrics that are numbers, as fast as it goes.</summary>
    public static void Record(RunWriter run, TrainingTrace trace)
    {
        double[] loss = trace.Metric(0), accuracy = trace.Metric(1), rate = trace.Metric(2);
        int at = 0;
        for (int epoch = 0; epoch < trace.Epochs; epoch++)
        {
            var outer = run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Null);
            for (int step = 0; step < trace.StepsPerEpoch; step++, at++)
            {
                var inner = run.EnterIteration(outer, "step", step, CellValue.Null);
                run.Log(inner, "loss", CellValue.Of(loss[at]));
                run.Log(inner, "accuracy", CellValue.Of(accuracy[at]));
                run.Log(inner, "lr", CellValue.Of(rate[at]));
            }

            run.EndLoop(outer, "step", trace.StepsPerEpoch, completed: true);
        }

        run.EndLoop(ContextId.Root, "epoch", trace.Epochs, completed: true);
    }

    /// <summary>Records everything of a trace, with its times.</summary>
    public static void Record(RunWriter run, TrainingTrace trace, SteppedTime time)
    {
        for (int epoch = 0; epoch < trace.Epochs; epoch++)
        {
            var outer = run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Null);
            for (int step = 0; step < trace.StepsPerEpoch; step++)
            {
                int at = epoch * trace.StepsPerEpoch + step;
                var inner = run.EnterIteration(outer, "step", step, CellValue.Null);
                for (int metric = 0; metric < TrainingTrace.Metrics.Length; metric++)
                    run.Log(inner, TrainingTrace.Metrics[metric], CellValue.Of(trace.Metric(metric)[at]));
                run.Log(inner, "phase", CellValue.Of(trace.Phase(at)));
                time.Advance(trace.Ticks(at));
            }

            run.EndLoop(outer, "step", trace.StepsPerEpoch, completed: true);
        }

        run.EndLoop(ContextId.Root, "epoch", trace.Epochs, completed: true);
    }

    /// <summary>Checks that a run's metrics are all there.</summary>
    /// <param name="snapshot">The store.</param>
    /// <param name="run">The run.</param>
    /// <param name="trace">What was recorded.</param>
    /// <param name="steps">How many of its steps; those beyond were never recorded.</param>
    public static void Verify(StoreSnapshot snapshot, RunKey run, TrainingTrace trace, int steps)
    {
        int rows = 0;
        foreach (var batch in snapshot.Table(StepPath)?.Read(TrainingTrace.Metrics, new HashSet<RunKey> { run }) ?? [])
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                if (batch.Run(row) != run) continue;
                int at = (int)(batch.Index(0, row) * trace.StepsPerEpoch + batch.Index(1, row));
                for (int metric = 0; metric < TrainingTrace.Metrics.Length; metric++) VerifyCell(batch, row, metric, trace.Metric(metric)[at]);
                rows++;
            }
        }

        Check.Equal(steps, rows, $"the steps of run {run}");
    }

    private static void VerifyCell(LoopBatch batch, int row, int metric, double expected)
    {
        string name = TrainingTrace.Metrics[metric];
        Check.That(batch.TryGetCell(name, row, out var cell), $"row {row} has no {name}");
        if (cell != CellValue.Of(expected)) throw new WrongAnswerException($"{name} in row {row}: expected {expected:R}, got a {cell.Kind} that differs.");
    }
}
