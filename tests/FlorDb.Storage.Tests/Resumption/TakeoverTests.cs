using FlorDb.Storage.Catalog;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;
using static FlorDb.Storage.Tests.Resumption.TakeoverScene;

namespace FlorDb.Storage.Tests.Resumption;

public class TakeoverTests
{
    [Fact]
    public void Resumed_run_shows_what_an_uninterrupted_one_does_and_the_other_does_not_show()
    {
        var disk = WithDeadRun();
        RunKey old;
        using (var store = Open(disk))
        using (var snapshot = store.TakeSnapshot()) old = Find(snapshot).Key;
        var run = Resume(disk);
        string[] expected = Uninterrupted();
        Check(disk);
        using (var store = Open(disk)) store.Compact();
        Check(disk);
        new Manifest(disk, Layout).Replace(view => view);
        Check(disk.AfterKill());
        Assert.Empty(FlorStore.Verify(Folder, disk).Findings);

        void Check(SimulatedDisk disk)
        {
            using var store = Open(disk);
            using var snapshot = store.TakeSnapshot();
            Assert.Equal(expected, Describe(snapshot, run));
            Assert.Equal(["first", "other"], snapshot.Runs.Select(info => info.Header.RunId).Order());
            Assert.Equal((old, run), snapshot.SupersededRuns.Select(superseded => (superseded.Run.Key, superseded.By)).Single());
            Assert.DoesNotContain(snapshot.Checkpoints, checkpoint => checkpoint.Run == old);
            Assert.DoesNotContain(snapshot.LoopEnds, end => end.Run == old);
            Assert.DoesNotContain(snapshot.ReadSummaries(), sum => sum.Run == old);
        }
    }

    [Fact]
    public void Run_that_was_resumed_is_resumed_again()
    {
        var disk = WithDeadRun();
        using (var store = Open(disk))
        {
            var (writer, cut) = BeginAgain(store);
            writer.TakeOver(cut);
            writer.Log(writer.EnterIteration(ContextId.Root, "epoch", 3, CellValue.Null), "accuracy", CellValue.Of("lost again"));
            disk = disk.AfterKill();
        }

        var run = Resume(disk);
        using var reopened = Open(disk);
        using var snapshot = reopened.TakeSnapshot();
        Assert.Equal(Uninterrupted(), Describe(snapshot, run));
        Assert.Equal(2, snapshot.SupersededRuns.Length);
    }

    [Fact]
    public void Crash_at_any_operation_leaves_one_of_the_two_runs_which_can_be_gone_on_with()
    {
        var random = new Random(7);
        string[] expected = Uninterrupted();
        var disk = WithDeadRun();
        var states = new List<SimulatedDisk>();
        using var store = Open(disk);
        disk.BeforeOperation = () => states.AddRange([disk.AfterKill(), disk.AfterPowerLoss(random), disk.AfterPowerLoss(random)]);
        var (writer, cut) = BeginAgain(store);
        writer.TakeOver(cut);
        states.Add(disk.AfterPowerLoss(random));
        disk.BeforeOperation = () => { };
        Assert.InRange(states.Count, 60, 2000);

        var seen = new Dictionary<bool, int>();
        foreach (var state in states) CheckCrashed(state, expected, seen);
        Assert.True(seen[false] > 20);
        CheckCrashed(disk.AfterPowerLoss(random), expected, seen);
        Assert.True(seen[true] >= 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Failure_of_any_operation_leaves_one_of_the_two_runs_which_can_be_gone_on_with(bool keepsFailing)
    {
        var template = WithDeadRun();
        using (Open(template)) template = template.AfterKill();
        string[] expected = Uninterrupted();
        int failures = 0;
        for (int failing = 1; failing < 500; failing++)
        {
            var disk = template.AfterKill();
            bool isOver;
            using (var store = Open(disk))
            {
                var (writer, cut) = BeginAgain(store);
                (disk.FailingOperation, disk.KeepsFailing) = (disk.Operations + failing, keepsFailing);
                bool failed = Fails(() => writer.TakeOver(cut));
                isOver = disk.Operations < disk.FailingOperation;
                disk.FailingOperation = int.MaxValue;
                if (failed) failures++;
                using var snapshot = store.TakeSnapshot();
                if (!failed || Find(snapshot).Key == writer.Run) Assert.Equal(writer.Run, snapshot.SupersededRuns.Single().By);
                else Assert.Empty(snapshot.SupersededRuns);
            }

            Assert.Equal(expected, AfterResuming(disk));
            if (isOver) break;
        }

        Assert.InRange(failures, 10, 400);
    }

    [Fact]
    public void Resumption_that_is_given_up_leaves_nothing_to_see()
    {
        var disk = WithDeadRun();
        using (var store = Open(disk))
        {
            var (writer, _) = BeginAgain(store);
            using var before = store.TakeSnapshot();
            Assert.NotEqual(writer.Run, Find(before).Key);
            writer.Finish(RunState.Failed, "stopped before it came to the checkpoint");
            using var after = store.TakeSnapshot();
            Assert.NotEqual(writer.Run, Find(after).Key);
            Assert.Equal(RunState.Interrupted, Find(after).State);
            Assert.Empty(after.SupersededRuns);
        }

        Assert.Equal(Uninterrupted(), AfterResuming(disk));
    }

    [Fact]
    public void Second_process_that_resumes_the_same_run_is_refused_and_changes_nothing()
    {
        var disk = WithDeadRun();
        using var one = Open(disk);
        using var other = Open(disk);
        var (slow, cut) = BeginAgain(one);
        var (fast, _) = BeginAgain(other);
        fast.TakeOver(cut);
        var refused = Assert.Throws<StoreException>(() => slow.TakeOver(cut));
        Assert.Contains($"was resumed already, by {fast.Run}", refused.Message, StringComparison.Ordinal);
        GoOn(fast, 3);
        slow.Finish(RunState.Failed);
        using var snapshot = one.TakeSnapshot();
        Assert.Equal(Uninterrupted(), Describe(snapshot, fast.Run));
        Assert.Equal(2, snapshot.Runs.Length);
    }

    [Fact]
    public void Deleted_run_is_not_resumed_and_deleting_a_resumed_run_deletes_the_one_before_it()
    {
        var disk = WithDeadRun();
        using (var store = Open(disk))
        {
            var (writer, cut) = BeginAgain(store);
            store.Apply(store.PlanDeletion([cut.Checkpoint.Run]));
            Assert.Contains("was deleted", Assert.Throws<StoreException>(() => writer.TakeOver(cut)).Message, StringComparison.Ordinal);
        }

        disk = WithDeadRun();
        var run = Resume(disk);
        using var reopened = Open(disk);
        reopened.Apply(reopened.PlanDeletion([run]));
        reopened.Compact();
        using var snapshot = reopened.TakeSnapshot();
        Assert.Equal(["other"], snapshot.Runs.Select(info => info.Header.RunId));
        Assert.Empty(snapshot.SupersededRuns);
        Assert.All(new Manifest(disk, Layout).Refresh().Segments, segment => Assert.All(segment.Value.Runs, rows => Assert.Equal(snapshot.Runs[0].Key, rows.Run)));
    }

    [Fact]
    public void Superseded_run_keeps_its_rows_through_compaction_and_can_be_deleted_alone()
    {
        var disk = WithDeadRun();
        var run = Resume(disk);
        using var store = Open(disk);
        store.Compact();
        RunKey old;
        using (var snapshot = store.TakeSnapshot()) old = snapshot.SupersededRuns.Single().Run.Key;
        Assert.Contains(new Manifest(disk, Layout).Refresh().Segments, segment => segment.Value.Runs.Any(rows => rows.Run == old));
        store.CollectGarbage();
        store.Apply(store.PlanDeletion([old]));
        store.Compact();
        Assert.DoesNotContain(new Manifest(disk, Layout).Refresh().Segments, segment => segment.Value.Runs.Any(rows => rows.Run == old));
        using var left = store.TakeSnapshot();
        Assert.Equal(Uninterrupted(), Describe(left, run));
    }

    [Fact]
    public void Lost_manifest_is_rebuilt_with_the_resumed_run_in_the_place_of_the_other()
    {
        var disk = WithDeadRun();
        var run = Resume(disk);
        disk.Delete(Layout.Manifest);
        FlorStore.Repair(Folder, disk);
        using var store = Open(disk);
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(Uninterrupted(), Describe(snapshot, run));
        Assert.Single(snapshot.SupersededRuns);
    }

    [Fact]
    public void Time_in_which_nothing_ran_counts_neither_for_the_run_nor_for_its_loop()
    {
        var time = new ManualTime();
        var disk = new SimulatedDisk();
        using (var store = Open(disk, time))
        using (var run = store.BeginRun(Sample.Header() with { Timestamp = time.GetUtcNow() }))
        {
            time.Pass(TimeSpan.FromSeconds(1));
            run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
            time.Pass(TimeSpan.FromSeconds(10));
            using var writer = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [0], CheckpointMoment.IterationEnd, 1));
            writer.Commit(time.GetUtcNow(), 0);
            disk = disk.AfterKill();
        }

        time.Pass(TimeSpan.FromHours(5));
        using var again = Open(disk, time);
        using var resumed = StartAgain(again, time, new PassedLoop("epoch", 1, 0));
        resumed.EnterIteration(ContextId.Root, "epoch", 1, CellValue.Null);
        time.Pass(TimeSpan.FromSeconds(20));
        resumed.EndLoop(ContextId.Root, "epoch", 2, completed: true);
        time.Pass(TimeSpan.FromSeconds(2));
        resumed.Finish(RunState.Completed);
        using var snapshot = again.TakeSnapshot();
        Assert.Equal(33, snapshot.Runs.Single().Seconds!.Value, 3);
        Assert.Equal(30, snapshot.LoopEnds.Single().Seconds, 3);
        var rows = snapshot.Table(LoopPath.Of("epoch"))!.Read([]).SelectMany(batch => Enumerable.Range(0, batch.RowCount).Select(row => (batch.Seconds(row), batch.Started(row)))).ToList();
        Assert.Equal([10.0, 20.0], rows.Select(row => row.Item1!.Value));
        Assert.Equal(TimeSpan.FromHours(5) + TimeSpan.FromSeconds(10), rows[1].Item2 - rows[0].Item2);
    }

    [Fact]
    public void Time_of_processes_that_died_before_their_first_checkpoint_is_idle_once()
    {
        var time = new ManualTime();
        var disk = new SimulatedDisk();
        using (var store = Open(disk, time))
        using (var run = store.BeginRun(Sample.Header() with { Timestamp = time.GetUtcNow() }))
        {
            time.Pass(TimeSpan.FromSeconds(10));
            using var writer = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [], CheckpointMoment.BeforeLoop, 0));
            writer.Commit(time.GetUtcNow(), 0);
            disk = disk.AfterKill();
        }

        for (int death = 0; death < 3; death++)
        {
            time.Pass(TimeSpan.FromHours(1));
            using var store = Open(disk, time);
            using var resumed = StartAgain(store, time);
            time.Pass(TimeSpan.FromMinutes(1));
            disk = disk.AfterKill();
        }

        time.Pass(TimeSpan.FromHours(1));
        using var last = Open(disk, time);
        using var end = StartAgain(last, time);
        time.Pass(TimeSpan.FromSeconds(20));
        end.Finish(RunState.Completed);
        using var snapshot = last.TakeSnapshot();
        Assert.Equal(30, snapshot.Runs.Single().Seconds!.Value, 3);
    }

    private static RunWriter StartAgain(FlorStore store, ManualTime time, params ReadOnlySpan<PassedLoop> passed)
    {
        using var snapshot = store.TakeSnapshot();
        var checkpoint = snapshot.Checkpoints.Single();
        var resumed = store.BeginRun(Sample.Header().Continue(snapshot.Runs.Single().Header, checkpoint, time.GetUtcNow()));
        resumed.TakeOver(new RunCut(checkpoint, [.. passed]));
        return resumed;
    }

    private static bool Fails(Action work)
    {
        try
        {
            work();
            return false;
        }
        catch (StoreException)
        {
            return true;
        }
    }

    private static string[] AfterResuming(SimulatedDisk disk)
    {
        var run = Resume(disk);
        using var store = Open(disk);
        using var snapshot = store.TakeSnapshot();
        return Describe(snapshot, run);
    }

    /// <summary>What a crash left is one of the two runs, as a whole, also when it is recovered twice; and it can be gone on with.</summary>
    private static void CheckCrashed(SimulatedDisk state, string[] expected, Dictionary<bool, int> seen)
    {
        var again = state.AfterKill();
        using (Open(again)) again = again.AfterKill();
        bool isNew;
        using (var store = Open(state))
        using (var snapshot = store.TakeSnapshot())
        {
            isNew = Find(snapshot).Header.Continues is not null;
            Assert.Equal(2, snapshot.Runs.Length);
            Assert.Equal(isNew ? 1 : 0, snapshot.SupersededRuns.Length);
            string[] shown = Describe(snapshot, Find(snapshot).Key);
            Assert.Equal(!isNew, shown.Any(line => line.Contains(" late ", StringComparison.Ordinal)));
            Assert.Equal(3, snapshot.Checkpoints.Count(checkpoint => checkpoint.Position is { Moment: CheckpointMoment.IterationEnd }));
            using var other = Open(again);
            using var twice = other.TakeSnapshot();
            Assert.Equal(shown, Describe(twice, Find(twice).Key));
        }

        seen[isNew] = seen.GetValueOrDefault(isNew) + 1;
        Assert.Equal(expected, AfterResuming(state));
    }
}
