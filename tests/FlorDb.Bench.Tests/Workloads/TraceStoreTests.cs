using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;
using FlorDb.Storage;

namespace FlorDb.Bench.Tests.Workloads;

/// <summary>The benchmarks' own check finds what is wrong: otherwise a fast wrong answer would count.</summary>
public sealed class TraceStoreTests
{
    [Fact]
    public void Check_passes_what_was_recorded_and_nothing_else()
    {
        var folder = Directory.CreateTempSubdirectory("flordb-bench-");
        try
        {
            var trace = new TrainingTrace(2, 10, seed: 1);
            using var store = FlorStore.OpenOrCreate(Path.Combine(folder.FullName, "store"));
            using var run = TraceStore.Begin(store, "run", DateTimeOffset.UtcNow);
            TraceStore.Record(run, trace);
            run.Finish(RunState.Completed);
            using var snapshot = store.TakeSnapshot();

            TraceStore.Verify(snapshot, run.Run, trace, trace.Steps);
            Assert.Throws<WrongAnswerException>(() => TraceStore.Verify(snapshot, run.Run, trace, trace.Steps + 1));
            Assert.Throws<WrongAnswerException>(() => TraceStore.Verify(snapshot, run.Run, new TrainingTrace(2, 10, seed: 2), trace.Steps));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
