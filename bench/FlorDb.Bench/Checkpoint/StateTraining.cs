using System.Diagnostics;
using FlorDb.Bench.Peers;
using FlorDb.Bench.Running;
using FlorDb.Storage;
using FlorDb.Torch;

namespace FlorDb.Bench.Checkpoint;

/// <summary>A recorded loop that changes a state, one regime after the other, and has a checkpoint of each iteration.</summary>
internal sealed class StateTraining(TrainingState state, Flor flor, string store, MachineRates machine, byte[] scratch)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly List<StateStep> _steps = [];

    public IReadOnlyList<StateStep> Run(int iterationsPerRegime)
    {
        Regime[] plan = [.. Regime.All.SelectMany(regime => Enumerable.Repeat(regime, iterationsPerRegime))];
        flor.Checkpoints((TrainingState.NetName, state.Net), (TrainingState.OptimizerName, state.Optimizer));
        long ended = 0;

        // One iteration more, so that the last one's end is followed by a beginning.
        foreach (int iteration in flor.Loop("iteration", plan.Length + 1))
        {
            if (iteration > 0) _steps[^1].StallSeconds = Stopwatch.GetElapsedTime(ended).TotalSeconds;
            var checkpoint = WaitForCheckpoints(iteration + 1);
            if (iteration > 0) _steps[^1].DiskRate = machine.WriteRate(checkpoint.StoredBytes);
            if (iteration == plan.Length) break;
            var changed = plan[iteration].Change(state);
            var sums = state.Checksums();
            _steps.Add(new StateStep(plan[iteration], changed, sums, Copy(changed)));
            ended = Stopwatch.GetTimestamp();
        }

        return _steps;
    }

    /// <summary>Waits until so many checkpoints can be read, so that none has to wait for another; gives the last.</summary>
    private CheckpointInfo WaitForCheckpoints(int count)
    {
        using var reader = FlorStore.Open(store);
        for (long start = Stopwatch.GetTimestamp(); ; Thread.Sleep(Pause))
        {
            using var snapshot = reader.TakeSnapshot();
            if (snapshot.Checkpoints.Length >= count) return snapshot.Checkpoints[^1];
            Check.That(Stopwatch.GetElapsedTime(start) < LongestWait, $"{snapshot.Checkpoints.Length} of {count} checkpoints were written");
        }
    }

    /// <summary>Seconds to copy the changed bytes to memory that is in use already and larger than any cache.</summary>
    private double Copy(IReadOnlyList<Region> regions) => Rounds.Seconds(() =>
    {
        int at = 0;
        foreach (var region in regions)
        {
            if (region.Length > scratch.Length - at) at = 0;
            region.Bytes.CopyTo(scratch.AsSpan(at));
            at += region.Length;
        }
    });
}

/// <summary>One iteration: what it changed, how long its end took, and how fast the disk took as many bytes, one after another, as its checkpoint has stored.</summary>
internal sealed record StateStep(Regime Regime, IReadOnlyList<Region> Changed, IReadOnlyDictionary<string, uint> Checksums, double CopySeconds)
{
    public double StallSeconds { get; set; }

    public double DiskRate { get; set; }

    /// <summary>What zstd alone makes of the bytes that were changed, as they are now.</summary>
    public long ZstdBytes()
    {
        var zstd = new PlainZstd();
        foreach (var region in Changed) zstd.Add(region.Bytes);
        zstd.Flush();
        return zstd.Bytes;
    }
}
