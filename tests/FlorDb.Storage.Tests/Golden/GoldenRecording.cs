using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Golden;

/// <summary>Records a small store that holds everything a store can hold, and keeps it as a process that died has left it.</summary>
internal static class GoldenRecording
{
    private static readonly StoreOptions Options = new() { WalBytes = 4096, CommitInterval = TimeSpan.FromHours(1) };

    /// <summary>Makes <c>store</c> and <c>expected.txt</c> in a folder.</summary>
    public static void Make(string folder)
    {
        using var scratch = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(scratch.Store, Options);
        var completed = RecordCompleted(store);
        RecordFailed(store);
        store.Compact();
        RecordReplay(store, completed);
        RecordAndDelete(store);
        using var other = FlorStore.Open(scratch.Store, Options);
        using var open = other.BeginRun(Sample.Header("died"));
        RecordUntilDeath(open);
        string kept = Path.Combine(folder, "store");
        CopyAsDead(scratch.Store, kept);
        open.Finish(RunState.Completed);
        using var reopened = new StoreCopy(kept);
        File.WriteAllText(Path.Combine(folder, "expected.txt"), reopened.Read());
    }

    private static RunKey RecordCompleted(FlorStore store)
    {
        using var run = store.BeginRun(Sample.Header("completed"));
        run.SetArgument("lr", CellValue.Of(0.1));
        run.SetArgument("hidden", CellValue.Of(500L));
        foreach (var value in Sample.Values) run.Log(ContextId.Root, "value", value);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var outer = run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Of($"epoch {epoch}"));
            for (int step = 0; step < 3; step++)
            {
                var inner = run.EnterIteration(outer, "step", step, CellValue.Of(step * 10L));
                run.Log(inner, "loss", CellValue.Of(1.0 / (1 + step + epoch)));
                run.Log(inner, "loss", CellValue.Of(double.NaN));
            }

            run.EndLoop(outer, "step", 3, completed: epoch == 0);
            for (int batch = 0; batch < 2; batch++) run.Log(run.EnterIteration(outer, "test", batch, CellValue.Null), "right", CellValue.Of(batch == 1));
            run.EndLoop(outer, "test", 2, completed: true);
            run.Log(outer, "accuracy", epoch == 0 ? CellValue.Of(1L) : CellValue.Of(0.75));
            Checkpoint(run, CheckpointMoment.IterationEnd, epoch);
        }

        run.EndLoop(ContextId.Root, "epoch", 2, completed: true);
        run.Finish(RunState.Completed);
        return run.Run;
    }

    private static void RecordFailed(FlorStore store)
    {
        using var run = store.BeginRun(Sample.Header("failed"));
        Training.Record(run, epochs: 1, steps: 1);
        Checkpoint(run, CheckpointMoment.AfterLoop, 1);
        run.Finish(RunState.Failed, "the loss is not a number");
        using var left = store.BeginRun(Sample.Header("interrupted"));
        left.Log(ContextId.Root, "note", CellValue.Of("left by its writer"));
    }

    private static void RecordReplay(FlorStore store, RunKey run)
    {
        using var replay = store.BeginReplay(Sample.Replay(run, "gradient"));
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var outer = replay.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Of($"epoch {epoch}"));
            replay.Log(replay.EnterIteration(outer, "step", 1, CellValue.Of(10L)), "gradient", CellValue.Of(0.25 * epoch));
            replay.Log(outer, "accuracy", CellValue.Of(0.5));
        }

        replay.FinishReplay(new ReplaySummary(RunState.Completed, 1.5, 4, 6, 1, "accuracy differs"));
    }

    /// <summary>Leaves in the manifest that a run was deleted and a checkpoint dropped, whose rows are still in segments.</summary>
    private static void RecordAndDelete(FlorStore store)
    {
        using var deleted = store.BeginRun(Sample.Header("deleted"));
        deleted.Log(ContextId.Root, "note", CellValue.Of("not to be seen"));
        deleted.Finish(RunState.Completed);
        using var thinned = store.BeginRun(Sample.Header("thinned"));
        for (int epoch = 3; epoch < 5; epoch++) Checkpoint(thinned, CheckpointMoment.IterationEnd, epoch);
        thinned.Finish(RunState.Completed);
        store.Apply(store.PlanDeletion([deleted.Run]));
        store.Apply(store.PlanRetention(new RetentionPolicy { KeepLast = 1, Runs = new HashSet<RunKey> { thinned.Run } }));
    }

    /// <summary>Fills several logs, so that some rows are sealed, some are carried over and some are in the last log.</summary>
    private static void RecordUntilDeath(RunWriter run)
    {
        run.SetArgument("lr", CellValue.Of(0.2));
        var epoch = run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
        Checkpoint(run, CheckpointMoment.BeforeLoop, 7);
        for (int step = 0; step < 130; step++)
        {
            if (step % 60 == 59) run.Log(epoch, "progress", CellValue.Of(step / 130.0));
            run.Log(run.EnterIteration(epoch, "step", step, CellValue.Null), "loss", CellValue.Of(1.0 / (1 + step)));
        }

        run.Commit();
    }

    private static void Checkpoint(RunWriter run, CheckpointMoment moment, int epoch)
    {
        var indices = moment == CheckpointMoment.IterationEnd ? (long[])[epoch] : [];
        using var writer = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [.. indices], moment, epoch));
        var weights = new byte[66_000];
        Array.Fill(weights, (byte)epoch, 65_600, 400);
        writer.Add("net/weight", "shared but for its end", weights);
        writer.Add("epoch", "a number", [(byte)epoch]);
        writer.Add("empty", "nothing", []);
        foreach (int width in (int[])[1, 2, 4, 8]) writer.Add($"numbers {width}", "of so many bytes", Numbers(width, 0.01 * epoch), width);
        writer.Commit(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + epoch), 0.125);
    }

    /// <summary>Numbers whose upper bytes are few and whose lower ones are noise, and a byte that belongs to none.</summary>
    private static byte[] Numbers(int width, double phase)
    {
        var bytes = new byte[400 * width + 1];
        for (int i = 0; i < 400; i++)
        {
            double number = 0.02 * Math.Sin(phase + i * i);
            byte[] encoded = width switch
            {
                1 => [(byte)(3 * Math.Sin(phase + i) + 3)],
                2 => BitConverter.GetBytes((Half)number),
                4 => BitConverter.GetBytes((float)number),
                _ => BitConverter.GetBytes(number),
            };
            encoded.CopyTo(bytes, i * width);
        }

        return bytes;
    }

    /// <summary>Copies a store as if its processes had died, when nothing is sealed in the background any more: one carry file and one log are left.</summary>
    private static void CopyAsDead(string from, string to)
    {
        string logs = Path.Combine(from, "wal");
        bool IsQuiet() => Directory.GetFiles(logs).Select(Path.GetExtension).Order().SequenceEqual([".carry", ".wal"]);
        if (!SpinWait.SpinUntil(IsQuiet, TimeSpan.FromMinutes(5))) throw new InvalidOperationException("The writer's logs are not as they should be.");
        StoreCopy.Copy(from, to);
    }
}
