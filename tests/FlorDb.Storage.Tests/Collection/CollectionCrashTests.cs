using FlorDb.Storage.Catalog;
using FlorDb.Storage.Tests.Checkpoints;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;
using static FlorDb.Storage.Tests.Collection.CollectionScene;

namespace FlorDb.Storage.Tests.Collection;

public class CollectionCrashTests
{
    [Fact]
    public void Crash_at_any_operation_loses_no_checkpoint_and_the_next_collection_ends_the_work()
    {
        var random = new Random(5);
        var scene = WithDeletedRun(new SimulatedDisk());
        long whole = SizeWhenCollected(scene.Disk.AfterKill());
        using var store = scene.Open();
        var states = new List<SimulatedDisk>();
        scene.Disk.BeforeOperation = () => states.AddRange([scene.Disk.AfterKill(), scene.Disk.AfterPowerLoss(random)]);
        store.CollectGarbage(Everything);
        Assert.InRange(states.Count, 20, 200);
        int torn = states.Count(left => !CheckCrashed(left, whole));
        Assert.InRange(torn, 0, states.Count / 5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Failure_of_any_operation_loses_no_checkpoint(bool keepsFailing)
    {
        var template = WithDeletedRun(new SimulatedDisk()).Disk;
        long whole = SizeWhenCollected(template.AfterKill());
        int failures = 0;
        for (int failing = 1; failing < 200; failing++)
        {
            var disk = template.AfterKill();
            using var store = Open(disk);
            (disk.FailingOperation, disk.KeepsFailing) = (disk.Operations + failing, keepsFailing);
            if (!TryCollect(store)) failures++;
            bool isOver = disk.Operations < disk.FailingOperation;
            CheckCrashed(disk.AfterKill(), whole);
            if (isOver) break;
        }

        Assert.InRange(failures, 5, 150);
    }

    /// <summary>
    /// A training begins, adds to and publishes a checkpoint at each three operations of a collection: it counts on pages that nothing used when the
    /// collection began, and whatever the collection does in between, they are there.
    /// </summary>
    [Fact]
    public void Checkpoint_written_at_any_moment_of_a_collection_is_whole()
    {
        var template = WithDeletedRun(new SimulatedDisk()).Disk;
        int operations = CountOperations(template.AfterKill());
        for (int begin = 0; begin < operations; begin++)
        {
            for (int span = 0; begin + span <= operations; span += span < 4 ? 1 : 5)
            {
                var disk = template.AfterKill();
                using var training = new InterleavedTraining(disk, [begin, begin + span / 2, begin + span]);
                using (var store = Open(disk)) store.CollectGarbage(Everything);
                training.Finish();
                Assert.Equal(3, CheckAll(disk));
                using (var store = Open(disk)) store.CollectGarbage(Everything);
                Assert.Equal(3, CheckAll(disk));
                Assert.Equal(3, CheckAll(disk.AfterKill()));
            }
        }
    }

    /// <summary>False if the crash has torn the manifest's last edit, which may as well be damage: then nothing is deleted before a repair.</summary>
    private static bool CheckCrashed(SimulatedDisk left, long whole)
    {
        Assert.Equal(2, CheckAll(left));
        Assert.Equal(2, CheckAll(left.AfterKill()));
        if (!new Manifest(left, Layout).Refresh().IsComplete)
        {
            Assert.Contains("flor repair", Assert.Throws<StoreException>(() => new CollectionScene(left).Collect()).Message, StringComparison.Ordinal);
            return false;
        }

        Assert.Equal(whole, SizeWhenCollected(left));
        Assert.Equal(2, CheckAll(left));
        return true;
    }

    /// <summary>What is left in the folder of pages by a collection that nothing disturbs: two, as a crash may have left packs that were complete.</summary>
    private static long SizeWhenCollected(SimulatedDisk disk)
    {
        var scene = new CollectionScene(disk);
        scene.Collect();
        scene.Collect();
        Assert.DoesNotContain(disk.List(Layout.PageFolder), name => name.EndsWith(".tmp", StringComparison.Ordinal));
        using var store = scene.Open();
        return store.CollectGarbage(Everything with { DryRun = true }).Packs.Sum(pack => pack.LiveBytes);
    }

    private static bool TryCollect(FlorStore store)
    {
        try
        {
            store.CollectGarbage(Everything);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private static int CountOperations(SimulatedDisk disk)
    {
        using var store = Open(disk);
        int before = disk.Operations;
        store.CollectGarbage(Everything);
        return disk.Operations - before;
    }

    /// <summary>Another process on the same disk that begins, adds to and publishes a checkpoint when so many operations were made.</summary>
    private sealed class InterleavedTraining : IDisposable
    {
        private readonly SimulatedDisk _disk;
        private readonly FlorStore _store;
        private readonly RunWriter _run;
        private readonly Queue<Action> _steps;
        private readonly Queue<int> _moments;
        private CheckpointWriter? _checkpoint;
        private bool _isAtWork;

        public InterleavedTraining(SimulatedDisk disk, int[] moments)
        {
            _disk = disk;
            _store = Open(disk);
            _run = _store.BeginRun(Sample.Header("training"));
            _run.Log(ContextId.Root, "n", CellValue.Of(1L));
            int start = disk.Operations;
            _moments = new(moments.Select(moment => start + moment));
            _steps = new([() => _checkpoint = _run.BeginCheckpoint(CheckpointSample.Position), () => _checkpoint!.Add("w1", "", State(1)), Publish]);
            disk.BeforeOperation = Advance;
        }

        /// <summary>Does what was not done yet.</summary>
        public void Finish()
        {
            _disk.BeforeOperation = () => { };
            while (_steps.TryDequeue(out var step)) step();
        }

        public void Dispose() => _store.Dispose();

        private void Advance()
        {
            if (_isAtWork) return;
            _isAtWork = true;
            while (_moments.TryPeek(out int moment) && moment <= _disk.Operations && _steps.TryDequeue(out var step))
            {
                _moments.Dequeue();
                step();
            }

            _isAtWork = false;
        }

        private void Publish()
        {
            _checkpoint!.Add("w3", "", State(3));
            _checkpoint.Commit(DateTimeOffset.UnixEpoch, 0);
            _checkpoint.Dispose();
        }
    }
}
