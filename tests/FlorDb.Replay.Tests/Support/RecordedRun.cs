using FlorDb.Storage;

namespace FlorDb.Replay.Tests.Support;

/// <summary>What a run of two nested loops is to have recorded.</summary>
internal sealed record RecordedRun
{
    public int Epochs { get; init; } = 5;

    public int Steps { get; init; } = 3;

    /// <summary>The epochs at whose end there is a checkpoint; null for all.</summary>
    public IReadOnlySet<long>? Checkpoints { get; init; }

    public bool StepCheckpoints { get; init; } = true;

    /// <summary>Whether the run was killed in the last epoch, after its first step.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>Records the run and gives a view of it.</summary>
    public (StoreSnapshot Snapshot, RunInfo Run) Record(string folder)
    {
        var time = new SlowTime();
        using var store = FlorStore.OpenOrCreate(folder, new StoreOptions { Time = time });
        var start = time.GetUtcNow();
        var header = new RunHeader
        {
            Key = RunKey.Create(start),
            ProjectId = "p",
            RunId = "r",
            Timestamp = start,
            VersionId = new string('0', 40),
            FileName = "Program.cs",
        };
        using (var writer = store.BeginRun(header))
        {
            WriteEpochs(writer, time);
            if (!IsCutOff) writer.Finish(RunState.Completed);
        }

        var snapshot = store.TakeSnapshot();
        return (snapshot, snapshot.Runs.Single());
    }

    private void WriteEpochs(RunWriter writer, SlowTime time)
    {
        var path = LoopPath.Of("epoch");
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var cut = IsCutOff && epoch == Epochs - 1;
            var context = writer.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Of((long)epoch));
            for (var step = 0; step < (cut ? 1 : Steps); step++)
            {
                writer.EnterIteration(context, "step", step, CellValue.Of((long)step));
                time.Pass();
            }

            if (cut) return;
            writer.EndLoop(context, "step", Steps, completed: true);
            if (StepCheckpoints) Keep(writer, new(path.Append("step"), [epoch], CheckpointMoment.AfterLoop, Steps));
            if (Checkpoints?.Contains(epoch) ?? true) Keep(writer, new(path, [epoch], CheckpointMoment.IterationEnd, epoch + 1));
        }

        writer.EndLoop(ContextId.Root, "epoch", Epochs, completed: true);
    }

    private static void Keep(RunWriter writer, CheckpointPosition position)
    {
        using var checkpoint = writer.BeginCheckpoint(position);
        checkpoint.Add("state", "bytes", [1, 2, 3]);
        checkpoint.Commit(DateTimeOffset.UtcNow, 0);
    }

    /// <summary>A clock by which each step takes a second.</summary>
    private sealed class SlowTime : TimeProvider
    {
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000) + _passed;

        public void Pass() => _passed += TimeSpan.FromSeconds(1);
    }
}
