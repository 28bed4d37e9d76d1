using FlorDb.Storage.Tests.Checkpoints;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;
using static FlorDb.Storage.Tests.Collection.CollectionScene;

namespace FlorDb.Storage.Tests.Collection;

public class CollectorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Collection_frees_exactly_what_its_dry_run_said(double share)
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        var dry = scene.Collect(new CollectionOptions { DryRun = true, MinimumDeadShare = share });
        long before = scene.PageBytes();
        var real = scene.Collect(new CollectionOptions { MinimumDeadShare = share });
        Assert.Equal(dry.Packs.OrderBy(pack => pack.File, StringComparer.Ordinal), real.Packs);
        Assert.Equal(before - scene.PageBytes(), real.FreedBytes);
        Assert.Equal((0, 0), (real.PendingBytes, real.UnreclaimedBytes));
        if (share < 1) Assert.InRange(real.FreedBytes, 200_000, 203_000);
        else Assert.Equal(0, real.FreedBytes);
        Assert.Equal(2, CheckAll(scene.Disk));
        Assert.Equal(0, scene.Collect(new CollectionOptions { MinimumDeadShare = share }).FreedBytes);
    }

    [Fact]
    public void Dry_run_changes_nothing()
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        using var store = scene.Open();
        int operations = scene.Disk.Operations;
        Assert.InRange(store.CollectGarbage(Everything with { DryRun = true }).FreedBytes, 200_000, 203_000);
        Assert.Equal(operations, scene.Disk.Operations);
    }

    [Fact]
    public void Pack_without_a_page_in_use_goes_as_a_whole()
    {
        var scene = new CollectionScene(new SimulatedDisk());
        scene.Delete(scene.Record(1, 2));
        scene.Collect();
        Assert.Empty(scene.Disk.List(Layout.PageFolder));
    }

    [Fact]
    public void Page_that_several_packs_hold_is_kept_once()
    {
        var scene = new CollectionScene(new SimulatedDisk());
        scene.Delete(scene.Record(1, 9));
        string first = Assert.Single(scene.Disk.List(Layout.PageFolder), name => name.EndsWith(".pack", StringComparison.Ordinal));
        var hidden = scene.Disk.ReadAll(Layout.Pack(first));
        scene.Disk.Replace(Layout.Pack(first), []);
        scene.Disk.Delete(Layout.Pack(Path.ChangeExtension(first, ".index")));
        scene.Delete(scene.Record(2, 9));
        scene.Disk.Replace(Layout.Pack(first), hidden);
        scene.Record(9);
        var report = scene.Collect();
        Assert.InRange(report.FreedBytes, 300_000, 304_000);
        Assert.Equal(1, CheckAll(scene.Disk));
    }

    [Fact]
    public void Snapshot_keeps_its_checkpoints_until_it_is_disposed()
    {
        var scene = new CollectionScene(new SimulatedDisk());
        var run = scene.Record(1, 2);
        using var store = scene.Open();
        using (var snapshot = store.TakeSnapshot())
        {
            scene.Delete(run);
            var report = scene.Collect();
            Assert.Equal(0, report.FreedBytes);
            Assert.InRange(report.PendingBytes, 200_000, 204_000);
            Assert.Equal(PackFate.Condemned, Assert.Single(report.Packs).Fate);
            Assert.Equal(1, CheckAll(snapshot));
        }

        Assert.InRange(scene.Collect().FreedBytes, 200_000, 204_000);
        Assert.Empty(scene.Disk.List(Layout.PageFolder));
    }

    [Fact]
    public void Page_that_a_checkpoint_counts_on_stays_though_nothing_used_it_when_it_was_condemned()
    {
        var scene = new CollectionScene(new SimulatedDisk());
        scene.Delete(scene.Record(1, 2));
        using var store = scene.Open();
        using var run = store.BeginRun(Sample.Header("second"));
        using (var checkpoint = run.BeginCheckpoint(CheckpointSample.Position))
        {
            checkpoint.Add("w1", "", State(1));
            Assert.Equal(0, scene.Collect().FreedBytes);
            Assert.InRange(checkpoint.Commit(DateTimeOffset.UnixEpoch, 0).StoredBytes, 0, 200);
        }

        Assert.InRange(scene.Collect().FreedBytes, 100_000, 102_000);
        Assert.Equal(1, CheckAll(scene.Disk));
    }

    [Fact]
    public void Checkpoint_begun_later_writes_the_pages_of_condemned_packs_again()
    {
        var scene = new CollectionScene(new SimulatedDisk());
        var first = scene.Record(1);
        using var store = scene.Open();
        using var snapshot = store.TakeSnapshot();
        scene.Delete(first);
        scene.Collect();
        using var run = store.BeginRun(Sample.Header("second"));
        Assert.InRange(CheckpointSample.Write(run, ("w1", State(1))).StoredBytes, 100_000, 100_200);
    }

    [Fact]
    public void Condemned_pack_that_is_in_use_again_is_spared_and_shared()
    {
        var scene = new CollectionScene(new SimulatedDisk());
        scene.Delete(scene.Record(1));
        using var store = scene.Open();
        using (var run = store.BeginRun(Sample.Header("second")))
        {
            using var checkpoint = run.BeginCheckpoint(CheckpointSample.Position);
            checkpoint.Add("w1", "", State(1));
            scene.Collect();
            checkpoint.Commit(DateTimeOffset.UnixEpoch, 0);
        }

        Assert.Equal(0, scene.Collect(new CollectionOptions { MinimumDeadShare = 0.1 }).PendingBytes);
        using var third = store.BeginRun(Sample.Header("third"));
        Assert.Equal(0, CheckpointSample.Write(third, ("w1", State(1))).StoredBytes);
    }

    [Fact]
    public void Only_one_collects_at_a_time()
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        using (scene.Disk.TryLock(Layout.CollectionLock)) Assert.True(scene.Collect().IsAnotherAtWork);
        Assert.False(scene.Collect().IsAnotherAtWork);
    }

    [Fact]
    public void Cancelled_collection_is_gone_on_with_by_the_next()
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        foreach (var phase in (CollectionPhase[])[CollectionPhase.Marking, CollectionPhase.Copying])
        {
            using var cancellation = new CancellationTokenSource();
            var progress = new Reporter(seen =>
            {
                if (seen.Phase == phase) cancellation.Cancel();
            });
            using var store = scene.Open();
            Assert.Throws<OperationCanceledException>(() => store.CollectGarbage(Everything with { Progress = progress }, cancellation.Token));
            Assert.Equal(2, CheckAll(scene.Disk));
        }

        Assert.InRange(scene.Collect().FreedBytes, 200_000, 203_000);
        Assert.DoesNotContain(scene.Disk.List(Layout.PageFolder), name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_goes_while_a_checkpoint_is_damaged()
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        using (var store = scene.Open())
        using (var snapshot = store.TakeSnapshot())
            foreach (string name in scene.Disk.List(Layout.PageFolder).Where(name => name.EndsWith(".pack", StringComparison.Ordinal)))
                scene.Disk.Replace(Layout.Pack(name), Damage(scene.Disk.ReadAll(Layout.Pack(name)), snapshot.Checkpoints[0].Root));
        long before = scene.PageBytes();
        Assert.Contains("are not those that were written", Assert.Throws<StoreException>(() => scene.Collect()).Message, StringComparison.Ordinal);
        Assert.Equal(before, scene.PageBytes());
    }

    /// <summary>Flips a bit in the content of a page, if the pack has it.</summary>
    private static byte[] Damage(byte[] pack, PageHash page)
    {
        var hash = new byte[16];
        BitConverter.TryWriteBytes(hash, page.High);
        BitConverter.TryWriteBytes(hash.AsSpan(8), page.Low);
        int at = pack.AsSpan().IndexOf(hash);
        if (at >= 0) pack[at + hash.Length] ^= 1;
        return pack;
    }

    private sealed class Reporter(Action<CollectionProgress> report) : IProgress<CollectionProgress>
    {
        public void Report(CollectionProgress value) => report(value);
    }
}
