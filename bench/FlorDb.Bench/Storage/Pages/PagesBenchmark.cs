using FlorDb.Bench.Peers;
using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Storage.Pages;

/// <summary>Checkpoints of state that can't be compressed: written for the first time, written again unchanged, and restored.</summary>
internal sealed class PagesBenchmark : Benchmark
{
    private const double Giga = 1e9;
    private const int Mebi = 1 << 20;
    private const int Rounds = 3;
    private const int WarmUps = 5;

    public override string Name => "pages";

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        int bytes = context.Size(512, 16) * Mebi;
        byte[] state = GC.AllocateUninitializedArray<byte>(bytes), target = GC.AllocateUninitializedArray<byte>(bytes);
        new Random(3).NextBytes(state);
        state.CopyTo(target.AsSpan());
        int rounds = Math.Min(context.Rounds, Rounds);
        return MeasureIngest(context, state, target, rounds).Concat(MeasureRestore(context, state, target, rounds));
    }

    private static IEnumerable<Figure> MeasureIngest(BenchContext context, byte[] state, byte[] target, int rounds)
    {
        var again = new List<double>();
        double[] seconds = Running.Rounds.Medians(
            rounds,
            () =>
            {
                using var folder = context.NewFolder();
                using var store = CheckpointStore.Create(folder.At("store"));
                double first = store.Write(state);
                again.Add(store.WriteUnchanged(state));
                return first;
            },
            () =>
            {
                using var folder = context.NewFolder();
                return RawMachine.WriteDurably(folder.At("state"), state);
            },
            () => RawMachine.Copy(state, target));
        double Rate(double of) => state.Length / Giga / of;
        var ingest = new Figure("pages, new state", Rate(seconds[0]), Unit.GigabytesPerSecond);
        yield return (ingest with { Goal = Goal.TimesPeer(0.8) }).Against("write + fsync", Rate(seconds[1]));
        yield return ingest.Against("memcpy", Rate(seconds[2]));
        yield return new Figure("pages, unchanged state", Rate(Running.Rounds.Median(again)), Unit.GigabytesPerSecond).Against("memcpy", Rate(seconds[2]));
    }

    private static IEnumerable<Figure> MeasureRestore(BenchContext context, byte[] state, byte[] target, int rounds)
    {
        using var folder = context.NewFolder();
        using (var store = CheckpointStore.Create(folder.At("store"))) store.Write(state);
        string plain = folder.At("plain");
        RawMachine.WriteDurably(plain, state);

        // What runs first is compiled first: nothing here is about that.
        for (int i = 0; i < WarmUps; i++) CheckpointStore.Restore(folder.At("store"), target);
        double[] seconds = Running.Rounds.Medians(
            rounds,
            () => Checked(state, target, () => CheckpointStore.Restore(folder.At("store"), target)),
            () => Checked(state, target, () => RawMachine.Read(plain, target, threads: 1)),
            () => Checked(state, target, () => RawMachine.Read(plain, target, Environment.ProcessorCount)),
            () => RawMachine.Copy(state, target));
        var figure = new Figure("pages, restore", state.Length / Giga / seconds[0], Unit.GigabytesPerSecond);
        string[] peers = ["page-cache read, 1 thread", $"page-cache read, {Environment.ProcessorCount} threads", "memcpy"];
        for (int i = 0; i < peers.Length; i++)
            yield return (figure with { Goal = i < 2 ? Goal.TimesPeer(0.8) : null }).Against(peers[i], state.Length / Giga / seconds[i + 1]);
    }

    private static double Checked(byte[] state, byte[] target, Func<double> fill)
    {
        Array.Clear(target);
        double seconds = fill();
        Check.That(target.AsSpan().SequenceEqual(state), "what was read back differs");
        return seconds;
    }
}
