using FlorDb.Storage.Catalog;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Retention;

public class RetentionTests
{
    private const string Folder = "/store";
    private static readonly StoreOptions Options = new() { WalBytes = 1 << 16, CommitInterval = TimeSpan.FromHours(10) };

    [Fact]
    public void Deleted_run_is_gone_at_once_and_others_are_as_they_were()
    {
        var disk = new SimulatedDisk();
        using var store = FlorStore.OpenOrCreate(Folder, Options, disk);
        var kept = Record(store, "kept");
        var expected = Read(store);
        var deleted = Record(store, "deleted");
        Replay(store, deleted);
        var before = store.TakeSnapshot();
        string all = StoreText.Of(before);
        var plan = store.PlanDeletion([deleted]);
        Assert.Equal((1, 3), (plan.Runs.Length, plan.Checkpoints.Length));
        Assert.Equal(all, Read(store));
        store.Apply(plan);
        Assert.Equal(expected, Read(store));
        Assert.Equal(all, StoreText.Of(before));
        before.Dispose();
        using var again = FlorStore.Open(Folder, Options, disk.AfterKill());
        Assert.Equal(expected, Read(again));
        Assert.Equal(kept, Assert.Single(again.TakeSnapshot().Runs).Key);
    }

    [Fact]
    public void Replay_that_ends_after_its_run_was_deleted_brings_nothing_back()
    {
        var disk = new SimulatedDisk();
        using var store = FlorStore.OpenOrCreate(Folder, Options, disk);
        Record(store, "kept");
        string expected = Read(store);
        var deleted = Record(store, "deleted");
        using var other = FlorStore.Open(Folder, Options, disk);
        using var replay = other.BeginReplay(Sample.Replay(deleted, "late"));
        replay.Log(ContextId.Root, "late", CellValue.Of(1L));
        store.Apply(store.PlanDeletion([deleted]));
        Assert.Equal(expected, Read(store));
        replay.Log(ContextId.Root, "late", CellValue.Of(2L));
        replay.FinishReplay(new ReplaySummary(RunState.Completed, 1, 2, 0, 0, null));
        Assert.Equal(expected.Split('\n').Where(IsNoName), Read(store).Split('\n').Where(IsNoName));
        Assert.Throws<StoreException>(() => store.BeginReplay(Sample.Replay(deleted, "later")));
        new Manifest(disk, new StoreLayout(Folder)).Rewrite();
        using var again = FlorStore.Open(Folder, Options, disk.AfterKill());
        Assert.Equal(expected.Split('\n').Where(IsNoName), Read(again).Split('\n').Where(IsNoName));
    }

    [Fact]
    public void Run_that_is_being_recorded_or_unknown_is_refused()
    {
        using var store = FlorStore.OpenOrCreate(Folder, Options, new SimulatedDisk());
        using var run = store.BeginRun(Sample.Header("open"));
        Assert.Contains("is being recorded", Assert.Throws<RunInProgressException>(() => store.PlanDeletion([run.Run])).Message, StringComparison.Ordinal);
        var unknown = RunKey.Create(DateTimeOffset.UtcNow);
        Assert.Contains("is not in the store", Assert.Throws<StoreException>(() => store.PlanDeletion([unknown])).Message, StringComparison.Ordinal);
        Assert.True(store.PlanRetention(new RetentionPolicy { KeepLast = 0, RunAge = TimeSpan.Zero }).IsEmpty);
    }

    [Theory]
    [InlineData(0, new long[] { })]
    [InlineData(1, new long[] { 2 })]
    [InlineData(5, new long[] { 0, 1, 2 })]
    public void Last_checkpoints_of_each_run_are_kept(int count, long[] kept) => AssertKept(new RetentionPolicy { KeepLast = count }, kept);

    [Theory]
    [InlineData("loss", BestOrder.Smallest, new long[] { 1 })]
    [InlineData("loss", BestOrder.Largest, new long[] { 0 })]
    [InlineData("misspelt", BestOrder.Largest, new long[] { 0, 1, 2 })]
    public void Best_checkpoint_of_each_run_is_kept(string name, BestOrder order, long[] kept) =>
        AssertKept(new RetentionPolicy { KeepBest = new BestCheckpoints(name, 1, order) }, kept);

    [Fact]
    public void Rules_together_keep_what_each_of_them_keeps()
    {
        AssertKept(new RetentionPolicy { KeepLast = 1, KeepBest = new BestCheckpoints("loss", 1, BestOrder.Smallest) }, [1, 2]);
        AssertKept(new RetentionPolicy { KeepLast = 1, CheckpointAge = TimeSpan.FromDays(365_000 / 40) }, [0, 1, 2]);
        AssertKept(new RetentionPolicy { CheckpointAge = TimeSpan.Zero }, []);
        AssertKept(new RetentionPolicy(), [0, 1, 2]);
    }

    [Fact]
    public void Old_runs_go_as_a_whole()
    {
        using var store = FlorStore.OpenOrCreate(Folder, Options, new SimulatedDisk());
        Record(store, "old");
        Assert.True(store.PlanRetention(new RetentionPolicy { RunAge = TimeSpan.FromDays(36_500) }).IsEmpty);
        var plan = store.PlanRetention(new RetentionPolicy { RunAge = TimeSpan.FromDays(1) });
        Assert.Single(plan.Runs);
        store.Apply(plan);
        using var snapshot = store.TakeSnapshot();
        Assert.Empty(snapshot.Runs);
        Assert.Empty(snapshot.Checkpoints);
        Assert.Empty(snapshot.LoopEnds);
        Assert.All(snapshot.Tables, table => Assert.Equal(0, table.RowCount));
    }

    [Fact]
    public void Crash_at_any_operation_deletes_all_of_a_plan_or_nothing()
    {
        var disk = new SimulatedDisk();
        using var store = FlorStore.OpenOrCreate(Folder, Options, disk);
        Record(store, "kept");
        string after = Read(store);
        var deleted = Record(store, "deleted");
        string before = Read(store);
        var plan = store.PlanDeletion([deleted]);
        var random = new Random(11);
        var states = new List<SimulatedDisk>();
        disk.BeforeOperation = () => states.AddRange([disk.AfterKill(), disk.AfterPowerLoss(random)]);
        store.Apply(plan);
        disk.BeforeOperation = () => { };
        Assert.NotEmpty(states);
        foreach (var left in states)
        {
            using var reopened = FlorStore.Open(Folder, Options, left);
            Assert.Contains(Read(reopened), (string[])[before, after]);
        }

        using var last = FlorStore.Open(Folder, Options, disk.AfterPowerLoss(random));
        Assert.Equal(after, Read(last));
    }

    [Fact]
    public void Later_checkpoint_at_the_position_of_a_dropped_one_stays()
    {
        var disk = new SimulatedDisk();
        using var store = FlorStore.OpenOrCreate(Folder, Options, disk);
        var run = Record(store, "run");
        store.Apply(store.PlanRetention(new RetentionPolicy { KeepLast = 0 }));
        var later = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        using (var replay = store.BeginReplay(Sample.Replay(run, "loss")))
        {
            using (var writer = replay.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [1], CheckpointMoment.IterationEnd, 2)))
            {
                writer.Add("state", "bytes", [1, 3]);
                writer.Commit(later, 0);
            }

            AssertOnlyLater(store);
            replay.FinishReplay(new ReplaySummary(RunState.Completed, 1, 0, 0, 0, null));
        }

        AssertOnlyLater(store);
        new Manifest(disk, new StoreLayout(Folder)).Rewrite();
        using var again = FlorStore.Open(Folder, Options, disk.AfterKill());
        AssertOnlyLater(again);

        void AssertOnlyLater(FlorStore opened)
        {
            using var snapshot = opened.TakeSnapshot();
            Assert.Equal((later, 1), (snapshot.Checkpoints[0].Timestamp, snapshot.Checkpoints.Length));
        }
    }

    private static bool IsNoName(string line) => !line.StartsWith("  name ", StringComparison.Ordinal);

    private static void AssertKept(RetentionPolicy policy, long[] kept)
    {
        using var store = FlorStore.OpenOrCreate(Folder, Options, new SimulatedDisk());
        var run = Record(store, "first");
        Record(store, "second");
        var plan = store.PlanRetention(policy);
        Assert.Equal(2 * (3 - kept.Length), plan.Checkpoints.Length);
        store.Apply(plan);
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(2, snapshot.Runs.Length);
        Assert.Equal(kept, snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run).Select(checkpoint => checkpoint.Position.Indices[0]));
        Assert.Equal(2 * kept.Length, snapshot.Checkpoints.Length);
    }

    /// <summary>Three epochs with a checkpoint each; the loss is 3, 1, NaN and then 2.</summary>
    private static RunKey Record(FlorStore store, string label)
    {
        using var run = store.BeginRun(Sample.Header(label));
        double[][] losses = [[9, 3], [1], [double.NaN, 2]];
        for (int epoch = 0; epoch < 3; epoch++)
        {
            var context = run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Null);
            foreach (double loss in losses[epoch]) run.Log(context, "loss", CellValue.Of(loss));
            using var writer = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [epoch], CheckpointMoment.IterationEnd, epoch + 1));
            writer.Add("state", "bytes", [(byte)epoch, (byte)label.Length]);
            writer.Commit(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + epoch), 0);
        }

        run.EndLoop(ContextId.Root, "epoch", 3, completed: true);
        run.Finish(RunState.Completed);
        return run.Run;
    }

    private static void Replay(FlorStore store, RunKey run)
    {
        using var replay = store.BeginReplay(Sample.Replay(run, "loss"));
        replay.Log(replay.EnterIteration(ContextId.Root, "epoch", 1, CellValue.Null), "loss", CellValue.Of(7.0));
        replay.FinishReplay(new ReplaySummary(RunState.Completed, 1, 1, 0, 0, null));
    }

    private static string Read(FlorStore store)
    {
        using var snapshot = store.TakeSnapshot();
        return StoreText.Of(snapshot);
    }
}
