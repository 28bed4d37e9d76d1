using FlorDb.Storage.Catalog;
using FlorDb.Storage.Tests.Io;

namespace FlorDb.Storage.Tests.Catalog;

public class ReclaimerTests
{
    private static readonly StoreLayout Layout = new("/store");

    [Fact]
    public void Removed_file_goes_when_nobody_pins_its_epoch()
    {
        var (disk, manifest) = CreateStore("a", "b");
        var early = EpochPin.Take(disk, Layout, manifest);
        Remove(manifest, "a");
        using var late = EpochPin.Take(disk, Layout, manifest);
        Assert.Equal((0, 1), (early.Epoch, late.Epoch));
        Assert.Equal(0, new Reclaimer(disk, Layout, manifest).Run());
        Assert.True(disk.FileExists(Layout.Pack("a")));
        early.Dispose();
        Assert.Equal(1, new Reclaimer(disk, Layout, manifest).Run());
        Assert.False(disk.FileExists(Layout.Pack("a")));
        Assert.Empty(manifest.Refresh().Removed);
        Remove(manifest, "b");
        Assert.Equal(0, new Reclaimer(disk, Layout, manifest).Run());
        Assert.True(disk.FileExists(Layout.Pack("b")));
        Assert.Equal(["epoch-1.lock"], disk.List(Layout.LockFolder).Where(name => StoreLayout.EpochOf(name) is not null));
    }

    [Fact]
    public void Pin_of_an_older_epoch_keeps_all_that_was_removed_later()
    {
        var (disk, manifest) = CreateStore("a", "b");
        var first = EpochPin.Take(disk, Layout, manifest);
        Remove(manifest, "a");
        EpochPin.Take(disk, Layout, manifest).Dispose();
        Remove(manifest, "b");
        Assert.Equal(0, new Reclaimer(disk, Layout, manifest).Run());
        first.Dispose();
        Assert.Equal(2, new Reclaimer(disk, Layout, manifest).Run());
    }

    [Fact]
    public void Snapshot_holds_a_pin_until_it_is_disposed()
    {
        var (disk, manifest) = CreateStore("a");
        using var store = FlorStore.Open("/store", null, disk);
        var snapshot = store.TakeSnapshot();
        Remove(manifest, "a");
        Assert.Equal(0, new Reclaimer(disk, Layout, manifest).Run());
        snapshot.Dispose();
        FlorStore.Open("/store", null, disk).Dispose();
        Assert.False(disk.FileExists(Layout.Pack("a")));
        Assert.DoesNotContain(disk.List(Layout.LockFolder), name => StoreLayout.EpochOf(name) is not null);
    }

    [Fact]
    public void Crash_at_any_operation_deletes_nothing_that_is_in_use_and_forgets_nothing()
    {
        var (disk, manifest) = CreateStore("a", "b", "c");
        Remove(manifest, "a");
        Remove(manifest, "b");
        var random = new Random(5);
        var states = new List<SimulatedDisk>();
        disk.BeforeOperation = () => states.AddRange([disk.AfterKill(), disk.AfterPowerLoss(random)]);
        new Reclaimer(disk, Layout, manifest).Run();
        states.Add(disk.AfterPowerLoss(random));
        disk.BeforeOperation = () => { };
        foreach (var left in states)
        {
            FlorStore.Open("/store", null, left).Dispose();
            var view = new Manifest(left, Layout).Refresh();
            Assert.Equal("c", Assert.Single(view.Packs));
            if (view.IsComplete) Assert.Equal(["c"], left.List(Layout.PageFolder));
            else Assert.Contains("c", left.List(Layout.PageFolder));
        }
    }

    [Fact]
    public async Task Readers_and_reclaimers_at_once_never_lose_a_pinned_file()
    {
        var (disk, manifest) = CreateStore([.. Enumerable.Range(0, 40).Select(i => $"{i:D2}")]);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var own = new Manifest(disk, Layout);
            while (!stop.IsCancellationRequested)
            {
                using var pin = EpochPin.Take(disk, Layout, own);
                var packs = own.Refresh().Packs;
                Thread.Yield();
                foreach (string pack in packs) Assert.True(disk.FileExists(Layout.Pack(pack)), $"{pack} is gone");
            }
        })).ToArray();
        for (int i = 0; i < 40; i++)
        {
            Remove(manifest, $"{i:D2}");
            new Reclaimer(disk, Layout, manifest).Run();
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        new Reclaimer(disk, Layout, manifest).Run();
        Assert.Empty(disk.List(Layout.PageFolder));
    }

    private static (SimulatedDisk Disk, Manifest Manifest) CreateStore(params string[] packs)
    {
        var disk = new SimulatedDisk();
        FlorStore.OpenOrCreate("/store", null, disk).Dispose();
        var manifest = new Manifest(disk, Layout);
        foreach (string pack in packs)
        {
            disk.CreateNew(Layout.Pack(pack), 8).Dispose();
            manifest.Append(_ => [new ManifestItem.PackSealed(pack)]);
        }

        disk.FlushFolder(Layout.PageFolder);
        return (disk, manifest);
    }

    private static void Remove(Manifest manifest, string pack) => manifest.Append(_ => [new ManifestItem.PacksReplaced([pack], [])]);
}
