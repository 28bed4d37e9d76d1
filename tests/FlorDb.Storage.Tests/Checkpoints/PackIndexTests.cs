using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Checkpoints;

public class PackIndexTests
{
    private const string Folder = "/store";
    private static readonly StoreLayout Layout = new(Folder);
    private static readonly PackId Pack = new(Guid.CreateVersion7(), 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(5000)]
    public void Every_page_is_found_and_no_other(int count)
    {
        var disk = new SimulatedDisk();
        disk.CreateFolder(Layout.PageFolder);
        var random = new Random(count);
        var entries = Enumerable.Range(0, count).Select(i => Entry(random, 64 + i * 65_568L)).ToList();
        PackIndex.Write(disk, Layout, Pack, 1 << 20, entries);
        using var index = PackIndex.TryOpen(disk, Layout, Pack, 1 << 20)!;
        Assert.Equal(count, index.Count);
        foreach (var entry in entries)
        {
            Assert.True(index.TryFind(entry.Page.Hash, out var found));
            Assert.Equal(entry, found);
            var near = entry.Page.Hash with { Low = unchecked(entry.Page.Hash.Low + 1) };
            Assert.False(index.TryFind(near, out _));
        }

        for (int i = 0; i < 1000; i++) Assert.False(index.TryFind(Entry(random, 0).Page.Hash, out _));
    }

    [Fact]
    public void Index_that_is_damaged_or_of_another_pack_is_not_used()
    {
        var disk = new SimulatedDisk();
        disk.CreateFolder(Layout.PageFolder);
        PackIndex.Write(disk, Layout, Pack, 1000, [Entry(new Random(1), 64), Entry(new Random(2), 128)]);
        Assert.Null(PackIndex.TryOpen(disk, Layout, Pack, 1001));
        string path = Layout.Pack(Pack.IndexName);
        var whole = disk.ReadAll(path);
        var other = Pack with { Number = 2 };
        disk.Replace(Layout.Pack(other.IndexName), whole);
        Assert.Null(PackIndex.TryOpen(disk, Layout, other, 1000));
        for (int at = 0; at < whole.Length; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x40;
            disk.Replace(path, damaged);
            Assert.Null(PackIndex.TryOpen(disk, Layout, Pack, 1000));
            disk.Replace(path, whole[..at]);
            Assert.Null(PackIndex.TryOpen(disk, Layout, Pack, 1000));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    public void Pack_whose_index_is_missing_or_damaged_is_read_and_shared_all_the_same(int pages)
    {
        using var folder = new TemporaryFolder();
        var state = CheckpointSample.RandomBytes(pages * PackLayout.PageBytes, seed: pages);
        Record(folder.Store, state);
        string index = Assert.Single(Directory.GetFiles(Path.Combine(folder.Store, "pages"), "*.index"));
        var bytes = File.ReadAllBytes(index);
        bytes[^20] ^= 1;
        foreach (Action harm in (Action[])[() => File.Delete(index), () => File.WriteAllBytes(index, bytes)])
        {
            harm();
            using (var store = FlorStore.Open(folder.Store))
            using (var snapshot = store.TakeSnapshot())
                Assert.Equal(state, CheckpointSample.Read(snapshot, snapshot.Checkpoints[0]).Single());
            Assert.Equal(0, Record(folder.Store, state).StoredBytes);
        }
    }

    [Fact]
    public void Damaged_header_does_not_hide_the_pages_behind_it()
    {
        using var folder = new TemporaryFolder();
        var state = CheckpointSample.RandomBytes(5 * PackLayout.PageBytes, seed: 5);
        var info = Record(folder.Store, state);
        string pack = Assert.Single(Directory.GetFiles(Path.Combine(folder.Store, "pages"), "*.pack"));
        File.Delete(Path.ChangeExtension(pack, ".index"));
        var bytes = File.ReadAllBytes(pack);
        bytes[PackLayout.FileHeaderBytes + PackLayout.PageHeaderBytes + PackLayout.PageBytes + 3] ^= 1;
        File.WriteAllBytes(pack, bytes);
        using var store = FlorStore.Open(folder.Store);
        using var snapshot = store.TakeSnapshot();
        var checkpoint = snapshot.OpenCheckpoint(info);
        var failure = Assert.Throws<StoreException>(() => checkpoint.Read(checkpoint.Entries[0], new byte[state.Length]));
        Assert.Contains(XxHash3.Hash(state.AsSpan(PackLayout.PageBytes, PackLayout.PageBytes)).ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_page_is_read_from_another_pack_that_has_it()
    {
        using var folder = new TemporaryFolder();
        var state = CheckpointSample.RandomBytes(1000, seed: 6);
        var info = Record(folder.Store, state);
        string pack = Assert.Single(Directory.GetFiles(Path.Combine(folder.Store, "pages"), "*.pack"));
        var writer = Guid.CreateVersion7();
        File.Copy(pack, Path.Combine(folder.Store, "pages", new PackId(writer, 1).FileName));
        var bytes = File.ReadAllBytes(pack);
        bytes[PackLayout.FileHeaderBytes + PackLayout.PageHeaderBytes + 9] ^= 1;
        File.WriteAllBytes(pack, bytes);
        using var store = FlorStore.Open(folder.Store);
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(state, CheckpointSample.Read(snapshot, info).Single());
    }

    private static CheckpointInfo Record(string folder, byte[] state)
    {
        using var store = FlorStore.OpenOrCreate(folder, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        var info = CheckpointSample.Write(run, ("w", state));
        run.Finish(RunState.Completed);
        return info;
    }

    private static PageEntry Entry(Random random, long offset) =>
        new(new PageHeader(new PageHash(Number(random), Number(random)),
            random.Next(65_537), random.Next(65_537), PageCodec.None), offset);

    private static ulong Number(Random random) => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue));
}
