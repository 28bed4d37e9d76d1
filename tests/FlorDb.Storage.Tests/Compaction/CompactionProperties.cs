using FlorDb.Storage.Catalog;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Storage.Tests.Compaction;

public class CompactionProperties
{
    private const string Folder = "/store";
    private static readonly StoreOptions Options = new() { WalBytes = 4096, CommitInterval = TimeSpan.FromHours(1), CompactsInBackground = false };

    [Fact]
    public void Compaction_at_any_time_changes_nothing_that_can_be_read() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Environment.GetEnvironmentVariable("FLOR_LONG") == "1" ? 500 : 25),
        Prop.ForAll(Gen.ArrayOf(AnyStep(), 14).ToArbitrary(), Holds));

    private static Gen<(int Action, int Seed)> AnyStep() =>
        from action in Gen.Choose(0, 9)
        from seed in Gen.Choose(0, 1_000_000)
        select (action, seed);

    private static bool Holds((int Action, int Seed)[] steps)
    {
        var disk = new SimulatedDisk();
        var runs = new List<RunKey>();
        var before = new List<(StoreSnapshot Snapshot, string[] Rows)>();
        using var store = FlorStore.OpenOrCreate(Folder, Options, disk);
        using var reader = FlorStore.Open(Folder, Options, disk);
        foreach (var (action, seed) in steps)
        {
            var random = new Random(seed);
            if (action < 4 || runs.Count == 0) runs.Add(Record(store, random));
            else if (action < 6) Replay(store, runs[random.Next(runs.Count)], random);
            else if (action == 6) Delete(disk, runs, random);
            else if (action == 7) before.Add(Look(reader));
            else if (!CompactionKeeps(store, random)) return false;
        }

        if (!before.TrueForAll(look => Dump.Of(look.Snapshot).SequenceEqual(look.Rows))) return false;
        foreach (var (snapshot, _) in before) snapshot.Dispose();
        string[] rows = Dump.Of(store);
        store.Compact();
        using var killed = FlorStore.Open(Folder, Options, disk.AfterKill());
        using var restarted = FlorStore.Open(Folder, Options, disk.AfterPowerLoss(new Random(steps[0].Seed)));
        return Dump.Of(store).SequenceEqual(rows) && Dump.Of(killed).SequenceEqual(rows) && Dump.Of(restarted).SequenceEqual(rows);
    }

    private static (StoreSnapshot Snapshot, string[] Rows) Look(FlorStore store)
    {
        var snapshot = store.TakeSnapshot();
        return (snapshot, Dump.Of(snapshot));
    }

    private static bool CompactionKeeps(FlorStore store, Random random)
    {
        string[] rows = Dump.Of(store);
        var report = store.Compact(new CompactionOptions { SmallestMerge = random.Next(2, 6), LargestDeletedPart = random.Next(2) / 2.0, MemoryBytes = random.Next(1, 100_000) });
        return report.Problems.Count == 0 && Dump.Of(store).SequenceEqual(rows);
    }

    private static RunKey Record(FlorStore store, Random random)
    {
        using var run = store.BeginRun(Sample.Header($"run {random.Next(100)}"));
        run.SetArgument("lr", Sample.Values[random.Next(Sample.Values.Count)]);
        Fill(run, random, random.Next(1, 12));
        if (random.Next(4) > 0) run.Finish(RunState.Completed);
        return run.Run;
    }

    private static void Replay(FlorStore store, RunKey run, Random random)
    {
        using var replay = store.BeginReplay(Sample.Replay(run, "loss"));
        Fill(replay, random, random.Next(1, 6));
        replay.FinishReplay(new ReplaySummary(RunState.Completed, 1, 1, 0, 0, null));
    }

    private static void Fill(RunWriter run, Random random, int epochs)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            var context = run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Of((long)epoch));
            for (int i = random.Next(4); i > 0; i--) run.Log(context, $"name {random.Next(3)}", Sample.Values[random.Next(Sample.Values.Count)]);
            run.Log(context, "matrix", Matrix(random));
            for (int step = random.Next(3); step > 0; step--) run.Log(run.EnterIteration(context, "step", step, CellValue.Null), "loss", CellValue.Of(random.NextDouble()));
        }

        run.EndLoop(ContextId.Root, "epoch", epochs, completed: true);
    }

    /// <summary>Mostly of one shape, so that columns of fixed and of variable shape come together.</summary>
    private static CellValue Matrix(Random random)
    {
        int rows = random.Next(6) == 0 ? 3 : 2;
        var bytes = new byte[rows * 2 * sizeof(float)];
        random.NextBytes(bytes);
        return CellValue.Of(new TensorValue(ElementType.Float32, [rows, 2], bytes));
    }

    private static void Delete(SimulatedDisk disk, List<RunKey> runs, Random random)
    {
        var run = runs[random.Next(runs.Count)];
        new Manifest(disk, new StoreLayout(Folder)).Append(_ => [new ManifestItem.RunsDeleted([run])]);
        runs.Remove(run);
    }
}
