using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests;

public class DurabilityTests
{
    private const string Folder = "/project/.flor";
    private readonly SimulatedDisk _disk = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void At_level_call_whatever_returned_survives_a_power_loss()
    {
        using var run = Begin(Durability.Call);
        for (int i = 0; i < 20; i++)
        {
            var epoch = run.EnterIteration(ContextId.Root, "epoch", i, CellValue.Null);
            Assert.Equal(i + 1, Rows(LoopPath.Of("epoch")));
            run.Log(epoch, "n", CellValue.Of((long)i));
            Assert.Equal(i + 1, Survivors("n", LoopPath.Of("epoch")));
        }
    }

    [Fact]
    public void At_level_process_nothing_is_flushed_before_the_end_of_the_run()
    {
        using var run = Begin(Durability.Process);
        run.Log(ContextId.Root, "n", CellValue.Of(0L));
        int before = _disk.Operations;
        Train(run, epochs: 3);
        _time.Pass(TimeSpan.FromHours(1));
        run.EndLoop(ContextId.Root, "epoch", 3, completed: true);
        _time.Ring();
        Assert.Equal(before, _disk.Operations);
        run.Finish(RunState.Completed);
        Assert.Equal(3, Survivors("n", LoopPath.Of("epoch")));
    }

    [Fact]
    public void At_level_iteration_an_ended_outermost_iteration_survives_after_its_flush_in_the_background()
    {
        using var run = Begin(Durability.Iteration);
        Train(run, epochs: 2);
        _time.Ring();
        Assert.Equal(2, Survivors("n", LoopPath.Of("epoch")));
        int before = _disk.Operations;
        run.Log(ContextId.Root, "after", CellValue.Of(1L));
        _time.Ring();
        Assert.InRange(_disk.Operations, before, before + 1);
    }

    [Fact]
    public void At_level_iteration_the_end_of_an_iteration_waits_for_a_flush_that_is_late()
    {
        using var run = Begin(Durability.Iteration);
        Train(run, epochs: 2);
        _time.Pass(TimeSpan.FromSeconds(2));
        run.EndLoop(ContextId.Root, "epoch", 2, completed: true);
        Assert.Equal(2, Survivors("n", LoopPath.Of("epoch")));
    }

    [Fact]
    public void At_level_interval_all_that_was_recorded_survives_after_each_interval()
    {
        using var run = Begin(Durability.Interval);
        run.Log(ContextId.Root, "n", CellValue.Of(1L));
        _time.Ring();
        Assert.Equal(1, Survivors("n"));
    }

    [Fact]
    public void Failed_flush_in_the_background_fails_every_later_call_and_is_never_tried_again()
    {
        using var run = Begin(Durability.Iteration);
        Train(run, epochs: 2);
        _disk.FailingOperation = _disk.Operations + 1;
        _time.Ring();
        int before = _disk.Operations;
        Action[] calls =
        [
            () => run.Log(ContextId.Root, "n", CellValue.Of(1L)), () => run.SetArgument("a", CellValue.Of(1L)), run.Commit,
            () => run.EnterIteration(ContextId.Root, "epoch", 2, CellValue.Null), () => run.EndLoop(ContextId.Root, "epoch", 2, completed: true),
        ];
        foreach (var call in calls) Assert.Contains("Check the disk", Assert.Throws<StoreException>(call).Message, StringComparison.Ordinal);
        _time.Ring();
        Assert.Equal(before, _disk.Operations);
        Assert.Throws<StoreException>(() => run.Finish(RunState.Completed));
    }

    [Fact]
    public void Checkpoint_whose_pages_could_not_be_flushed_is_never_published()
    {
        using var run = Begin(Durability.Process);
        run.Log(ContextId.Root, "n", CellValue.Of(1L));
        using var checkpoint = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [], CheckpointMoment.AfterLoop, 1));
        checkpoint.Add("state", "bytes", new byte[100_000]);
        // The pages are written, and then flushed.
        (_disk.FailingOperation, _disk.KeepsFailing) = (_disk.Operations + 2, true);
        Assert.Throws<StoreException>(() => checkpoint.Commit(DateTimeOffset.UnixEpoch, 0));
        (_disk.FailingOperation, _disk.KeepsFailing) = (int.MaxValue, false);
        using var second = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [], CheckpointMoment.AfterLoop, 2));
        Assert.Throws<StoreException>(() =>
        {
            second.Add("state", "bytes", new byte[100_000]);
            second.Commit(DateTimeOffset.UnixEpoch, 0);
        });
        run.Commit();
        using var store = FlorStore.Open(Folder, null, _disk.AfterKill());
        using var snapshot = store.TakeSnapshot();
        Assert.Empty(snapshot.Checkpoints);
    }

    [Fact]
    public void After_a_full_disk_recording_goes_on_when_there_is_room_again()
    {
        _disk.Capacity = 30_000;
        using var run = Begin(Durability.Process);
        long logged = 0;
        var failure = Assert.Throws<StoreException>(() =>
        {
            while (logged < 1000)
            {
                run.Log(ContextId.Root, "n", CellValue.Of(new string('x', 1000)));
                logged++;
            }
        });
        Assert.Contains("Make room on that disk", failure.Message, StringComparison.Ordinal);
        Assert.Equal(logged, Survivors("n", disk: _disk.AfterKill()));
        _disk.Capacity = long.MaxValue;
        run.Log(ContextId.Root, "n", CellValue.Of("there is room again"));
        run.Commit();
        Assert.Equal(logged + 1, Survivors("n"));
    }

    [Fact]
    public async Task Commit_without_a_waiting_thread_ends_when_all_is_durable_and_its_waiting_can_be_ended()
    {
        using var run = Begin(Durability.Process);
        run.Log(ContextId.Root, "n", CellValue.Of(1L));
        using var release = new ManualResetEventSlim();
        _disk.BeforeOperation = () => release.Wait();
        using var cancellation = new CancellationTokenSource();
        var waiting = run.CommitAsync(cancellation.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.Set();
        await run.CommitAsync(CancellationToken.None);
        Assert.Equal(1, Survivors("n"));
        _disk.FailingOperation = _disk.Operations + 1;
        run.Log(ContextId.Root, "n", CellValue.Of(2L));
        await Assert.ThrowsAsync<StoreException>(() => run.CommitAsync(CancellationToken.None).AsTask());
    }

    private RunWriter Begin(Durability durability)
    {
        var options = new StoreOptions { WalBytes = 8192, Durability = durability, Time = _time };
        return FlorStore.OpenOrCreate(Folder, options, _disk).BeginRun(Sample.Header());
    }

    /// <summary>Records iterations of an outermost loop; the last one stays open.</summary>
    private static void Train(RunWriter run, int epochs)
    {
        for (int i = 0; i < epochs; i++)
        {
            var epoch = run.EnterIteration(ContextId.Root, "epoch", i, CellValue.Null);
            run.Log(epoch, "n", CellValue.Of((long)i));
        }
    }

    private int Survivors(string name, LoopPath? path = null, SimulatedDisk? disk = null)
    {
        using var store = FlorStore.Open(Folder, null, disk ?? _disk.AfterPowerLoss(new Random(1)));
        using var snapshot = store.TakeSnapshot();
        return Cells.Of(snapshot, path ?? LoopPath.Root, name).Count;
    }

    private long Rows(LoopPath path)
    {
        using var store = FlorStore.Open(Folder, null, _disk.AfterPowerLoss(new Random(2)));
        using var snapshot = store.TakeSnapshot();
        return Cells.CountRows(snapshot, path);
    }
}
