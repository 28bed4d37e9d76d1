using System.Diagnostics.Metrics;
using System.Globalization;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>
/// What a process does that works on a store beside many others, until its input ends: it records, compacts, collects garbage or deletes runs, and says
/// on its output what is done, a line each. Any failure ends it with an exit code and the reason.
/// </summary>
internal sealed class CrewMember(string folder)
{
    /// <summary>Options with small files, so that sealing, merging and collecting always have something to do.</summary>
    private static readonly StoreOptions Small = new() { WalBytes = 8192, CommitInterval = TimeSpan.FromMilliseconds(100) };

    /// <summary>Records runs from several threads, each with a handle of its own, until all are recorded.</summary>
    public void Record(int first, int writers, CrewPlan plan)
    {
        long failed = 0;
        using var failures = new MeterListener();
        failures.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == StoreTelemetry.CompactionFailures) listener.EnableMeasurementEvents(instrument);
        };
        failures.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref failed, count));
        failures.Start();
        Task.WaitAll(Enumerable.Range(first, writers).Select(writer => Task.Factory.StartNew(() => RecordRunsOrEnd(writer, plan), TaskCreationOptions.LongRunning)));
        Assert.Equal(0, Interlocked.Read(ref failed));
    }

    /// <summary>Merges what there is, again and again.</summary>
    public void Compact() => UntilInputEnds(store =>
    {
        var report = store.Compact();
        Assert.Empty(report.Problems);
        if (report.Merges > 0) Say($"merged {report.Merges}");
    });

    /// <summary>Frees pages, again and again; two processes that do may meet.</summary>
    public void Collect() => UntilInputEnds(store =>
    {
        var report = store.CollectGarbage(new CollectionOptions { MinimumDeadShare = 0 });
        Assert.DoesNotContain(report.Packs, pack => pack.Fate == PackFate.Damaged);
        int freed = report.Packs.Count(pack => pack.Fate == PackFate.Freed);
        if (freed > 0) Say($"freed {freed}");
    });

    /// <summary>Deletes the runs that are to go, each as soon as it is seen to be over.</summary>
    public void Delete() => UntilInputEnds(store =>
    {
        RunInfo[] doomed;
        using (var snapshot = store.TakeSnapshot())
            doomed = [.. snapshot.Runs.Where(run => run.State == RunState.Completed && CrewPlan.IsDoomed(run.Header.RunId))];
        foreach (var run in doomed)
        {
            store.Apply(store.PlanDeletion([run.Key]));
            Say($"deleted {run.Header.RunId}");
        }
    });

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }

    /// <summary>The first failure ends the process with its reason, so that it shows before what follows from it.</summary>
    private void RecordRunsOrEnd(int writer, CrewPlan plan)
    {
        try
        {
            RecordRuns(writer, plan);
        }
        catch (Exception failure)
        {
            Environment.FailFast(null, failure);
        }
    }

    private void RecordRuns(int writer, CrewPlan plan)
    {
        using var store = FlorStore.Open(folder, Small);
        for (int number = 0; number < plan.Runs; number++) RecordRun(store, string.Create(CultureInfo.InvariantCulture, $"{writer}.{number}"), plan);
    }

    private static void RecordRun(FlorStore store, string label, CrewPlan plan)
    {
        using var run = store.BeginRun(Sample.Header(label));
        Say($"began {label}");
        for (int i = 0; i < plan.Steps; i++)
        {
            var step = run.EnterIteration(ContextId.Root, CrewPlan.Step.Loops[0], i, CellValue.Null);
            run.Log(step, CrewPlan.Number, CellValue.Of((long)i));
            Say($"logged {label} {i + 1}");
            if (!CrewPlan.HasCheckpoint(i)) continue;
            using var checkpoint = run.BeginCheckpoint(new CheckpointPosition(CrewPlan.Step, [i], CheckpointMoment.IterationEnd, i + 1));
            foreach (var (name, bytes) in CrewPlan.State(label, i)) checkpoint.Add(name, "bytes", bytes);
            checkpoint.Commit(DateTimeOffset.UtcNow, 0);
            Say($"kept {label}");
        }

        run.EndLoop(ContextId.Root, CrewPlan.Step.Loops[0], plan.Steps, completed: true);
        run.Finish(RunState.Completed);
        Say($"finished {label}");
    }

    /// <summary>Does something over and over, with a new handle every few times, and once more after the input has ended.</summary>
    private void UntilInputEnds(Action<FlorStore> work)
    {
        var end = Task.Run(Console.In.ReadToEnd);
        bool isLast;
        do
        {
            isLast = end.IsCompleted;
            using var store = FlorStore.Open(folder, Small);
            for (int i = 0; i < 5; i++)
            {
                work(store);
                end.Wait(10);
            }
        }
        while (!isLast);
    }
}
