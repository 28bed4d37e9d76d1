using FlorDb.Bench.Peers;
using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage.Compaction;

/// <summary>The segments of many runs are merged into few: read, sorted together, compressed anew, written and flushed.</summary>
internal sealed class CompactionBenchmark : Benchmark
{
    private const double Mega = 1e6;
    private const int Epochs = 10;
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override string Name => "compaction";

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        using var folder = context.NewFolder();
        string store = folder.At("store");
        int runs = context.Size(40, 5);
        var trace = new TrainingTrace(Epochs, context.Size(5_000, 100), seed: 5);
        var keys = Record(store, trace, runs);
        var reports = new List<CompactionReport>();
        double[] seconds = Rounds.Medians(
            context.Rounds,
            () => Compact(context, store, trace, keys, reports),
            () => Rewrite(context, store, reports[^1].BytesAfter));
        var report = reports[^1];
        context.Say($"  {report.SegmentsBefore} segments of {report.BytesBefore / Mega:0.0} MB became {report.SegmentsAfter} of {report.BytesAfter / Mega:0.0} MB");
        yield return new Figure("compaction", report.BytesBefore / Mega / seconds[0], Unit.MegabytesPerSecond)
            .Against("reading the same, write + fsync", report.BytesBefore / Mega / seconds[1]);
        yield return new Figure("compaction, rows", report.Rows / seconds[0], Unit.RowsPerSecond);
    }

    private static List<RunKey> Record(string path, TrainingTrace trace, int runs)
    {
        var keys = new List<RunKey>();
        var time = new SteppedTime(Start);
        using var store = FlorStore.OpenOrCreate(path, new StoreOptions { Time = time, CompactsInBackground = false });
        for (int i = 0; i < runs; i++)
        {
            using var run = TraceStore.Begin(store, $"run{i}", Start);
            TraceStore.Record(run, trace, time);
            run.Finish(RunState.Completed);
            keys.Add(run.Run);
        }

        return keys;
    }

    private static double Compact(BenchContext context, string original, TrainingTrace trace, List<RunKey> keys, List<CompactionReport> reports)
    {
        using var copy = context.NewFolder();
        ScratchFolder.Copy(original, copy.At("store"));
        using var store = FlorStore.Open(copy.At("store"));
        double seconds = Rounds.Seconds(() => reports.Add(store.Compact()));
        Check.Equal(0, reports[^1].Problems.Count, "problems");
        Check.That(reports[^1].SegmentsAfter < keys.Count, "the segments were not merged");
        using var snapshot = store.TakeSnapshot();
        foreach (var key in keys) TraceStore.Verify(snapshot, key, trace, trace.Steps);
        return seconds;
    }

    /// <summary>The least that the disk must do for it.</summary>
    private static double Rewrite(BenchContext context, string original, long bytesAfter)
    {
        using var folder = context.NewFolder();
        byte[] result = new byte[bytesAfter];
        new Random(1).NextBytes(result);
        double seconds = Rounds.Seconds(() =>
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(original, "segments"))) File.ReadAllBytes(file);
        });
        return seconds + RawMachine.WriteDurably(folder.At("file"), result);
    }
}
