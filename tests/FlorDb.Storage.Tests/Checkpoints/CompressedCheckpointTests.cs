using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;
using static FlorDb.Storage.Tests.Checkpoints.CheckpointSample;

namespace FlorDb.Storage.Tests.Checkpoints;

public class CompressedCheckpointTests
{
    private const string Folder = "/project/.flor";

    [Fact]
    public void Dense_floating_point_state_takes_a_sixth_less_room_and_comes_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var state = Weights(500_001, seed: 1);
        using (var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal))
        {
            using var run = store.BeginRun(Sample.Header());
            Assert.InRange(WriteNumbers(run, state).StoredBytes, 1, 0.85 * state.Length);
            Assert.Equal(0, WriteNumbers(run, state).StoredBytes);
            state[5] ^= 1;
            Assert.InRange(WriteNumbers(run, state).StoredBytes, 1, PackLayout.PageBytes + 1000);
            CheckLast(store, state);
            run.Finish(RunState.Completed);
        }

        Assert.InRange(new DirectoryInfo(Path.Combine(folder.Store, "pages")).GetFiles().Sum(file => file.Length), 1, 0.9 * state.Length);
        using var reopened = FlorStore.Open(folder.Store);
        CheckLast(reopened, state);
        using var later = reopened.BeginRun(Sample.Header("later"));
        Assert.Equal(0, WriteNumbers(later, state).StoredBytes);
        Assert.True(FlorStore.Verify(folder.Store).IsSound);
    }

    [Fact]
    public void Page_is_shared_whatever_its_numbers_were_said_to_be()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        var state = Weights(100_000, seed: 2);
        WriteNumbers(run, state);
        foreach (int elementBytes in (int[])[1, 2, 8])
        {
            using var writer = run.BeginCheckpoint(Position);
            writer.Add("w", "tensor", state, elementBytes);
            Assert.InRange(writer.Commit(DateTimeOffset.UnixEpoch, 0).StoredBytes, 0, 200);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    public void Number_of_another_size_is_refused(int elementBytes)
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        using var writer = run.BeginCheckpoint(Position);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add("w", "", [1], elementBytes));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.AddPage([1], elementBytes));
    }

    [Fact]
    public void Flipped_bit_anywhere_in_a_compressed_page_is_reported_with_its_file_and_offset_or_changes_nothing()
    {
        var disk = new SimulatedDisk();
        var state = Weights(300, seed: 3);
        using (var store = FlorStore.OpenOrCreate(Folder, null, disk))
        {
            using var run = store.BeginRun(Sample.Header());
            WriteNumbers(run, state);
            run.Finish(RunState.Completed);
        }

        string pack = $"{Folder}/pages/{Assert.Single(disk.List($"{Folder}/pages"), name => name.EndsWith(".pack", StringComparison.Ordinal))}";
        var whole = disk.ReadAll(pack);
        Assert.True(PageHeader.TryRead(whole.AsSpan(PackLayout.FileHeaderBytes), out var page));
        Assert.Equal((PageCodec.Planes4, state.Length), (page.Codec, page.Length));
        int content = PackLayout.FileHeaderBytes + PackLayout.PageHeaderBytes, harmless = 0;
        for (int at = content; at < content + page.StoredLength; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= (byte)(1 << at % 8);
            disk.Replace(pack, damaged);
            using var store = FlorStore.Open(Folder, null, disk);
            using var snapshot = store.TakeSnapshot();
            var checkpoint = snapshot.OpenCheckpoint(snapshot.Checkpoints[0]);
            var read = new byte[state.Length];
            var failure = (StoreException?)Record.Exception(() => checkpoint.Read(checkpoint.Entries[0], read));
            if (failure is null)
            {
                // A frame has bits that mean nothing to a reader.
                Assert.Equal(state, read);
                harmless++;
                continue;
            }

            Assert.Contains($"{Path.GetFileName(pack)}, byte {content}: the bytes of page {page.Hash} are not those that were written", failure.Message, StringComparison.Ordinal);
        }

        Assert.InRange(harmless, 0, 4);
    }

    [Fact]
    public void Page_with_an_unknown_codec_is_reported_as_such()
    {
        var disk = new SimulatedDisk();
        using (var store = FlorStore.OpenOrCreate(Folder, null, disk))
        {
            using var run = store.BeginRun(Sample.Header());
            WriteNumbers(run, Weights(300, seed: 4));
            run.Finish(RunState.Completed);
        }

        var files = disk.List($"{Folder}/pages");
        string pack = $"{Folder}/pages/{files.Single(name => name.EndsWith(".pack", StringComparison.Ordinal))}";
        var bytes = (byte[])disk.ReadAll(pack).Clone();
        Assert.True(PageHeader.TryRead(bytes.AsSpan(PackLayout.FileHeaderBytes), out var page));
        (page with { Codec = (PageCodec)77 }).Write(bytes.AsSpan(PackLayout.FileHeaderBytes));
        disk.Replace(pack, bytes);
        disk.Delete($"{Folder}/pages/{files.Single(name => name.EndsWith(".index", StringComparison.Ordinal))}");
        using var reopened = FlorStore.Open(Folder, null, disk);
        using var snapshot = reopened.TakeSnapshot();
        var checkpoint = snapshot.OpenCheckpoint(snapshot.Checkpoints[0]);
        var failure = Assert.Throws<StoreException>(() => checkpoint.Read(checkpoint.Entries[0], new byte[1200]));
        Assert.Contains($"page {page.Hash} is stored with codec 77, which this FlorDB does not know", failure.Message, StringComparison.Ordinal);
        Assert.Contains(FlorStore.Verify(Folder, disk).Findings, finding => finding.ToString().Contains("codec 77", StringComparison.Ordinal));
    }

    [Fact]
    public void Collected_pages_stay_compressed()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        byte[] state = Weights(100_000, seed: 5), left = RandomBytes(200_000, seed: 6);
        RunKey first;
        using (var run = store.BeginRun(Sample.Header()))
        {
            first = run.Run;
            Write(run, ("left", left));
            WriteNumbers(run, state);
            run.Finish(RunState.Completed);
        }

        using (var run = store.BeginRun(Sample.Header("second")))
        {
            WriteNumbers(run, state);
            run.Finish(RunState.Completed);
        }

        store.Apply(store.PlanDeletion([first]));
        Assert.True(store.CollectGarbage(new CollectionOptions { MinimumDeadShare = 0 }).FreedBytes > 190_000);
        Assert.InRange(new DirectoryInfo(Path.Combine(folder.Store, "pages")).GetFiles("*.pack").Sum(file => file.Length), 1, 0.85 * state.Length);
        CheckLast(store, state);
    }

    private static CheckpointInfo WriteNumbers(RunWriter run, byte[] state)
    {
        using var writer = run.BeginCheckpoint(Position);
        writer.Add("w", "tensor", state, elementBytes: 4);
        return writer.Commit(DateTimeOffset.UnixEpoch, 0);
    }

    private static void CheckLast(FlorStore store, byte[] state)
    {
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(state, Read(snapshot, snapshot.Checkpoints[^1]).Single());
    }
}
