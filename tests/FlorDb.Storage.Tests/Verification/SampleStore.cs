using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Verification;

/// <summary>A store on a simulated disk with runs, replays, checkpoints, and a training that its process has left.</summary>
internal static class SampleStore
{
    public const string Folder = "/store";

    public static StoreOptions Options { get; } = new() { WalBytes = 4096, CommitInterval = TimeSpan.FromHours(10) };

    /// <summary>Everything is sealed.</summary>
    public static SimulatedDisk Sealed()
    {
        var disk = new SimulatedDisk();
        using (var store = FlorStore.OpenOrCreate(Folder, Options, disk))
        {
            var first = Record(store, "first", 4);
            Record(store, "second", 2);
            using var replay = store.BeginReplay(Sample.Replay(first, "extra"));
            for (int epoch = 0; epoch < 3; epoch++)
                replay.Log(replay.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Null), "extra", CellValue.Of(epoch * 0.5));
            replay.FinishReplay(new ReplaySummary(RunState.Completed, 2, 3, 1, 0, "fine"));
        }

        return disk.AfterKill();
    }

    /// <summary>The same, after its segments were merged.</summary>
    public static SimulatedDisk Compacted()
    {
        var disk = Sealed();
        using (var store = FlorStore.Open(Folder, Options, disk)) store.Compact();
        return disk.AfterKill();
    }

    /// <summary>The same, and a training that died: it has left a log and a carry file, and a pack that nobody has sealed.</summary>
    public static SimulatedDisk WithDeadWriter()
    {
        var disk = Sealed();
        var store = FlorStore.Open(Folder, Options, disk);
        var run = store.BeginRun(Sample.Header("died"));
        var epoch = run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
        Checkpoint(run, 9);
        for (int step = 0; step < 200; step++) run.Log(run.EnterIteration(epoch, "step", step, CellValue.Null), "n", CellValue.Of((long)step));
        bool IsQuiet() => disk.List($"{Folder}/wal").Select(name => Path.GetExtension(name)).Order(StringComparer.Ordinal).SequenceEqual([".carry", ".wal"]);
        Assert.True(SpinWait.SpinUntil(IsQuiet, TimeSpan.FromMinutes(5)));
        return disk.AfterKill();
    }

    /// <summary>All that a store shows, whatever may be wrong with it: what can't be read is left out.</summary>
    public static string Read(SimulatedDisk disk)
    {
        using var store = FlorStore.Open(Folder, Options, disk);
        using var snapshot = store.TakeSnapshot();
        return StoreText.Of(snapshot);
    }

    private static RunKey Record(FlorStore store, string label, int epochs)
    {
        using var run = store.BeginRun(Sample.Header(label));
        run.SetArgument("lr", CellValue.Of(0.5));
        foreach (var value in Sample.Values) run.Log(ContextId.Root, "value", value);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            var outer = run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Of($"epoch {epoch}"));
            for (int step = 0; step < 5; step++) run.Log(run.EnterIteration(outer, "step", step, CellValue.Null), "loss", CellValue.Of(1.0 / (1 + step)));
            run.EndLoop(outer, "step", 5, completed: true);
            run.Log(outer, "accuracy", CellValue.Of(epoch * 0.25));
            Checkpoint(run, epoch);
        }

        run.EndLoop(ContextId.Root, "epoch", epochs, completed: true);
        run.Finish(RunState.Completed);
        return run.Run;
    }

    private static void Checkpoint(RunWriter run, int epoch)
    {
        var state = new byte[66_000];
        Array.Fill(state, (byte)epoch, 65_700, 300);
        using var writer = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [epoch], CheckpointMoment.IterationEnd, epoch + 1));
        writer.Add("net", "bytes", state);
        writer.Commit(DateTimeOffset.UnixEpoch, 0);
    }
}
