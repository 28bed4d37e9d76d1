using System.Globalization;
using FlorDb.Bench.Peers;
using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage.Recovery;

/// <summary>A writer is killed, and whoever opens the store next seals what it left: all of it, before the store is open.</summary>
internal sealed class RecoveryBenchmark : Benchmark
{
    private const double Mega = 1e6;
    private const long SpareBytes = 1 << 20;

    public override string Name => "recovery";

    public override IEnumerable<Figure> Run(BenchContext context) =>
        Measure(context, "recovery, numbers", AbandonedWriter.Scalars, context.Size(1_150_000, 10_000), bytesPerStep: 130)
            .Concat(Measure(context, "recovery, 10x10 arrays", AbandonedWriter.Arrays, context.Size(160_000, 1_000), bytesPerStep: 900));

    private static IEnumerable<Figure> Measure(BenchContext context, string name, string kind, int steps, long bytesPerStep)
    {
        using var folder = context.NewFolder();
        string abandoned = folder.At("abandoned");
        Abandon(abandoned, kind, steps, steps * bytesPerStep + SpareBytes);
        string log = Check.Single(WalFolder.Files(abandoned), "logs");
        byte[] used = WalFolder.Used(File.ReadAllBytes(log)).ToArray();
        context.Say($"  {name}: a log of {used.Length / Mega:0} MB");
        double[] seconds = Rounds.Medians(
            context.Rounds,
            () => Recover(context, abandoned, kind, steps),
            () => ReadAndSum(log, used));
        double rate = used.Length / Mega / seconds[0];
        yield return new Figure(name, rate, Unit.MegabytesPerSecond) { Goal = Goal.Value(500) }
            .Against("reading it and summing CRC-32C", used.Length / Mega / seconds[1]);
    }

    private static void Abandon(string folder, string kind, int steps, long bytes)
    {
        using var writer = ChildProcess.Start(
            AbandonedWriter.Program, folder, kind, steps.ToString(CultureInfo.InvariantCulture), bytes.ToString(CultureInfo.InvariantCulture));
        writer.Expect(AbandonedWriter.Written);
        writer.Kill();
    }

    private static double Recover(BenchContext context, string abandoned, string kind, int steps)
    {
        using var copy = context.NewFolder();
        string folder = copy.At("store");
        ScratchFolder.Copy(abandoned, folder);
        double seconds = Rounds.Seconds(() => FlorStore.Open(folder).Dispose());
        Check.Equal(0, WalFolder.Files(folder).Count(), "logs that are left");
        using var store = FlorStore.Open(folder);
        using var snapshot = store.TakeSnapshot();
        var run = Check.Single(snapshot.Runs, "runs");
        Check.Equal(RunState.Interrupted, run.State, "the run's state");
        if (kind == AbandonedWriter.Scalars) TraceStore.Verify(snapshot, run.Key, AbandonedWriter.Trace(steps), steps);
        else VerifyArrays(snapshot, steps);
        return seconds;
    }

    private static void VerifyArrays(StoreSnapshot snapshot, int steps)
    {
        int rows = 0;
        foreach (var batch in snapshot.Table(LoopPath.Of("step"))!.Read(["confusion"]))
        {
            for (int row = 0; row < batch.RowCount; row++, rows++)
            {
                Check.That(batch.TryGetCell("confusion", row, out var cell), $"row {row} has no array");
                Check.That(AbandonedWriter.Array((int)batch.Index(0, row)).Equals(cell.AsTensor()), $"the array of row {row} differs");
            }
        }

        Check.Equal(steps, rows, "rows with arrays");
    }

    private static double ReadAndSum(string log, byte[] expected)
    {
        byte[] bytes = new byte[expected.Length];
        uint sum = 0;
        double seconds = RawMachine.Read(log, bytes, threads: 1) + Rounds.Seconds(() => sum = RawMachine.Checksum(bytes));
        Check.Equal(RawMachine.Checksum(expected), sum, "the log's checksum");
        return seconds;
    }
}
