using FlorDb.Bench.Checkpoint.Shapes;
using FlorDb.Bench.Peers;
using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Checkpoint;

/// <summary>Checkpoints of one model's state, beside what the machine and PyTorch do with as many bytes.</summary>
internal sealed class CheckpointBenchmark(ModelShape shape) : Benchmark
{
    private const double Milli = 1e3;
    private const double Mega = 1e6;
    private const double Giga = 1e9;
    private const int LargestRounds = 3;

    private static readonly Goal StallGoal = Goal.TimesPeer(1 / 1.2);
    private static readonly Goal RateGoal = Goal.TimesPeer(0.8);
    private static readonly Goal DenseGoal = Goal.TimesPeer(1 / 0.85);
    private static readonly Goal FrozenGoal = Goal.TimesPeer(1 / 1.01);

    public override string Name => shape.Name;

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        int rounds = Math.Min(context.Rounds, LargestRounds);
        CheckpointReport report;
        using (var folder = context.NewFolder())
        {
            GitFolder.Create(folder.Folder);
            report = CheckpointProgram.Start(Name, context.IsQuick, rounds, folder.Folder);
        }

        var torch = TorchPeer.Measure(context, context.IsQuick ? shape.Shrink() : shape, rounds);
        return report.Regimes.SelectMany(regime => Figures(regime, report.StateBytes, torch)).Append(Memory(report));
    }

    private Figure Memory(CheckpointReport report) =>
        new Figure($"{Name}, peak extra memory", report.ExtraBytes / Mega, Unit.Megabytes) { Goal = Goal.TimesPeer(1) }.Against("state + 256 MB", report.StateBytes / Mega + 256);

    private IEnumerable<Figure> Figures(RegimeReport regime, long stateBytes, TorchTimes? torch)
    {
        string what = $"{Name}, {regime.Name}";
        var stall = new Figure($"{what}, stall", regime.StallSeconds * Milli, Unit.Milliseconds);
        yield return (stall with { Goal = StallGoal }).Against("memcpy of what changed", regime.CopySeconds * Milli);
        yield return stall with { Peer = "torch.save", PeerValue = torch?.Save * Milli };
        yield return new Figure($"{what}, stall, as recorded", regime.CaptureSeconds * Milli, Unit.Milliseconds);
        var write = new Figure($"{what}, background write", regime.StoredBytes / regime.WriteSeconds / Giga, Unit.GigabytesPerSecond) { Goal = RateGoal };
        yield return write.Against("write + fsync", regime.DiskRate / Giga);
        yield return new Figure($"{what}, background, of what changed", regime.ChangedBytes / regime.WriteSeconds / Giga, Unit.GigabytesPerSecond);
        var restore = new Figure($"{what}, restore", regime.RestoreRate / Giga, Unit.GigabytesPerSecond);
        yield return (restore with { Goal = RateGoal }).Against("page-cache read, 1 thread", regime.ReadRate / Giga);
        yield return (restore with { Goal = RateGoal }).Against($"page-cache read, {Environment.ProcessorCount} threads", regime.ParallelReadRate / Giga);
        yield return restore with { Peer = "torch.load", PeerValue = stateBytes / Giga / torch?.Load };
        var stored = new Figure($"{what}, stored", regime.StoredBytes / Mega, Unit.Megabytes);
        yield return (stored with { Goal = StoredGoal(regime.Name) }).Against("what changed", regime.ChangedBytes / Mega);
        yield return stored.Against("zstd alone", regime.ZstdBytes / Mega);
    }

    private static Goal? StoredGoal(string regime) => regime switch { "everything" => DenseGoal, "head" => FrozenGoal, _ => null };
}
