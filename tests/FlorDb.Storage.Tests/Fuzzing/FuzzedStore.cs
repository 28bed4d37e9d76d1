using FlorDb.Storage.Tests.Checkpoints;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Recovery;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Fuzzing;

/// <summary>A store that is fuzzed, with what it gives when nothing is wrong, and which writers have recorded something of a run.</summary>
internal sealed record FuzzedStore(DiskImage Image, Dictionary<string, string> Items, IReadOnlyList<(string Run, string Writer)> Writers)
{
    /// <summary>Finds out what a store gives, and what is lost with the files of each writer.</summary>
    public static FuzzedStore Of(DiskImage image)
    {
        using var store = Open(new SimulatedDisk(image));
        using var snapshot = store.TakeSnapshot();
        var items = StoreItems.Of(snapshot);
        string[] runs = [.. snapshot.Runs.Select(run => run.Key.ToString())];
        var writers = StoreMutator.FilesOf(image).Select(WriterOf).Distinct().SelectMany(writer => RunsWithout(image, writer, items).Select(key => (Find(runs, key), writer)));
        return new FuzzedStore(image, items, [.. writers.Distinct()]);
    }

    /// <summary>The writer that a file is of; its whole name if it is of none.</summary>
    public static string WriterOf(string path) => Path.GetFileName(path).Split('-')[0];

    /// <summary>A store with everything: runs of several writers, a replay, checkpoints that share pages, deletions, and a writer that was killed.</summary>
    public static DiskImage Record(bool compacted)
    {
        var disk = new SimulatedDisk();
        var first = RecordRun(disk, "first");
        RecordRun(disk, "second");
        var third = RecordRun(disk, "third");
        using (var store = Open(disk))
        {
            using (var replay = store.BeginReplay(Sample.Replay(first, "extra")))
            {
                replay.Log(replay.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null), "extra", CellValue.Of(0.5));
                replay.FinishReplay(new ReplaySummary(RunState.Completed, 2, 3, 1, 0, "fine"));
            }

            store.Apply(store.PlanDeletion([third]));
            store.Apply(store.PlanRetention(new RetentionPolicy { KeepLast = 1 }));
            if (compacted) store.Compact();
        }

        var killed = Open(disk).BeginRun(Sample.Header("killed"));
        var epoch = killed.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
        for (int i = 0; i < 12; i++) killed.Log(epoch, "note", CellValue.Of(new string('n', 350)));
        Assert.True(SpinWait.SpinUntil(() => disk.List($"{Workload.Folder}/wal").Count == 2, TimeSpan.FromMinutes(5)));
        Fill(killed, epoch);
        return disk.ImageAfterKill();
    }

    private static IEnumerable<string> RunsWithout(DiskImage image, string writer, Dictionary<string, string> items)
    {
        foreach (string path in StoreMutator.FilesOf(image).Where(path => WriterOf(path) == writer)) image = image.With(path, null);
        var reading = new FuzzedReading(image);
        reading.Run();
        return items.Keys.Except(reading.Items.Select(item => item.Key));
    }

    private static string Find(string[] runs, string key) => runs.First(run => key.Contains(run, StringComparison.Ordinal));

    private static FlorStore Open(SimulatedDisk disk) => FlorStore.OpenOrCreate(Workload.Folder, Workload.OptionsAt(new ManualTime()), disk);

    private static RunKey RecordRun(SimulatedDisk disk, string label)
    {
        using var store = Open(disk);
        using var run = store.BeginRun(Sample.Header(label));
        run.SetArgument("lr", CellValue.Of(0.5));
        foreach (var value in Sample.Values) run.Log(ContextId.Root, "value", value);
        for (int i = 0; i < 2; i++) Fill(run, run.EnterIteration(ContextId.Root, "epoch", i, CellValue.Of($"epoch {i}")));
        run.EndLoop(ContextId.Root, "epoch", 2, completed: true);
        run.Finish(RunState.Completed);
        return run.Run;
    }

    private static void Fill(RunWriter run, ContextId epoch)
    {
        for (int step = 0; step < 3; step++) run.Log(run.EnterIteration(epoch, "step", step, CellValue.Null), "loss", CellValue.Of(1.0 / (1 + step)));
        run.EndLoop(epoch, "step", 3, completed: true);
        run.Log(epoch, "matrix", Sample.Values[14]);
        using var checkpoint = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [epoch.Value], CheckpointMoment.IterationEnd, epoch.Value));
        checkpoint.Add("net", "bytes", new byte[66_000]);
        checkpoint.Add("weights", "numbers", CheckpointSample.Weights(500, seed: 1), elementBytes: 4);
        checkpoint.Add("step", "bytes", BitConverter.GetBytes(epoch.Value));
        checkpoint.Commit(DateTimeOffset.UnixEpoch, 0.25);
    }
}
