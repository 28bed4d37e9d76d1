using FlorDb.Bench.Checkpoint.Shapes;
using FlorDb.Bench.Running;
using FlorDb.Storage;
using FlorDb.Torch;
using static TorchSharp.torch;

namespace FlorDb.Bench.Checkpoint;

/// <summary>A process that has the state of one model, and takes checkpoints of it.</summary>
internal static class CheckpointProgram
{
    public const string Program = "checkpoints";

    private const int Seed = 11;
    private const int LargestScratch = 512 << 20;
    private const int SmallestScratch = 64 << 20;

    /// <summary>Starts it.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="isQuick">Whether the model is shrunk.</param>
    /// <param name="rounds">How many checkpoints of each regime are measured.</param>
    /// <param name="folder">An empty git repository, where the store will be.</param>
    public static CheckpointReport Start(string model, bool isQuick, int rounds, string folder)
    {
        using var child = ChildProcess.Start(
            Program, [model, isQuick ? "quick" : "full", $"{rounds}", folder], new Dictionary<string, string> { ["FLOR_CHECKPOINTS"] = CheckpointPolicy.EveryIteration.Name });
        return CheckpointReport.Parse(child.ReadLine());
    }

    public static void Run(string[] arguments)
    {
        var (isQuick, rounds, folder) = (arguments[1] == "quick", int.Parse(arguments[2], null), arguments[3]);
        var shape = ModelShape.Of(arguments[0]);
        manual_seed(Seed);
        using var state = new TrainingState(isQuick ? shape.Shrink() : shape);
        long bytes = state.Bytes;
        byte[] scratch = new byte[Math.Clamp(bytes, SmallestScratch, LargestScratch)];
        scratch.AsSpan().Fill(1);
        long plain = PeakOfPlainTraining(state);
        string store = Path.Combine(folder, ".flor");
        var machine = new MachineRates(Path.Combine(folder, "plain"), scratch, rounds);
        IReadOnlyList<StateStep> steps;
        using (var flor = Flor.Start([], options => (options.Repository, options.StoreFolder, options.ThrowOnError) = (folder, store, true)))
            steps = new StateTraining(state, flor, store, machine, scratch).Run(rounds + 1);
        long extra = ProcessMemory.Peak - plain;
        using var opened = FlorStore.Open(store);
        using var snapshot = opened.TakeSnapshot();
        var reader = new StateReader(snapshot, scratch);
        Console.WriteLine(new CheckpointReport(bytes, extra, [.. Regime.All.Select(regime => Measure(regime, steps, reader, machine, rounds))]).ToLine());
    }

    /// <summary>The memory of the same steps without a record. The first one makes the moments real, as those of a training that goes on for long.</summary>
    private static long PeakOfPlainTraining(TrainingState state)
    {
        Regime.All[0].Change(state);
        ProcessMemory.ResetPeak();
        Regime.All[0].Change(state);
        long peak = ProcessMemory.Peak;
        ProcessMemory.ResetPeak();
        return peak;
    }

    /// <summary>Sums one regime up. Its first checkpoint does not count: buffers are made, and code is compiled.</summary>
    private static RegimeReport Measure(Regime regime, IReadOnlyList<StateStep> steps, StateReader reader, MachineRates machine, int rounds)
    {
        int first = steps.Index().First(step => step.Item.Regime == regime).Index + 1;
        var counted = Enumerable.Range(first, rounds).Select(i => (Step: steps[i], Checkpoint: reader.Checkpoints[i])).ToList();
        foreach (var (step, checkpoint) in counted) reader.Verify(checkpoint, step.Checksums);
        var (last, restored) = counted[^1];
        double stored = Rounds.Median(counted, each => each.Checkpoint.StoredBytes);
        double restore = Rounds.Median(Enumerable.Range(0, rounds).Select(_ => reader.Restore(restored)));
        return new RegimeReport(
            regime.Name,
            Region.BytesOf(last.Changed),
            Rounds.Median(counted, each => each.Step.StallSeconds),
            Rounds.Median(counted, each => each.Checkpoint.CaptureSeconds),
            Rounds.Median(counted, each => each.Step.CopySeconds),
            stored,
            last.ZstdBytes(),
            Rounds.Median(counted, each => each.Checkpoint.WriteSeconds),
            Rounds.Median(counted, each => each.Step.DiskRate),
            restored.Bytes / restore,
            machine.ReadRate(restored.Bytes, 1),
            machine.ReadRate(restored.Bytes, Environment.ProcessorCount));
    }
}
