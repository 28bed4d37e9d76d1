using FlorDb.Storage.Tests.Support;
using static FlorDb.Storage.Tests.Checkpoints.CheckpointSample;

namespace FlorDb.Storage.Tests.Checkpoints;

public class CheckpointTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    public void State_of_a_live_run_comes_back_bit_for_bit(int length)
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        var state = RandomBytes(length, seed: length);
        var written = Write(run, ("net/weight", state), ("rng", [1, 2, 3]));
        using var reader = FlorStore.Open(folder.Store);
        using var snapshot = reader.TakeSnapshot();
        var info = Assert.Single(snapshot.Checkpoints);
        Assert.Equal(written, info);
        var checkpoint = snapshot.OpenCheckpoint(info);
        Assert.Equal(["net/weight", "rng"], checkpoint.Entries.Select(entry => entry.Name));
        var read = new byte[length];
        checkpoint.Read(checkpoint.Entries[0], read);
        Assert.Equal(state, read);
    }

    [Fact]
    public void Unchanged_state_adds_only_the_list_of_entries()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        var state = RandomBytes(500_000, seed: 1);
        Assert.InRange(Write(run, ("w", state)).StoredBytes, 500_000, 501_000);
        state[250_000] ^= 1;
        var second = Write(run, ("w", state), ("other", state));
        Assert.InRange(second.StoredBytes, 65_536, 67_000);
        Assert.Equal(1_000_000, second.Bytes);
        state[250_000] ^= 1;
        Assert.Equal(0, Write(run, ("w", state)).StoredBytes);
    }

    [Fact]
    public void Reason_is_kept_live_and_sealed_and_merged_with_checkpoints_that_have_none()
    {
        using var folder = new TemporaryFolder();
        var reason = new CheckpointReason
        {
            Policy = "adaptive",
            Executions = 7,
            Taken = 2,
            PassedOver = 3,
            Missed = 1,
            IterationSeconds = 0.5,
            MaterializeSeconds = double.NaN,
            RestoreRatio = 1.25,
            Epsilon = 1.0 / 15,
        };
        foreach (var given in (CheckpointReason?[])[null, reason])
        {
            using var store = FlorStore.OpenOrCreate(folder.Store);
            using var run = store.BeginRun(Sample.Header());
            using var writer = run.BeginCheckpoint(Position);
            writer.Add("w", "", [1]);
            Assert.Equal(given, writer.Commit(DateTimeOffset.UnixEpoch, 0, given).Reason);
            Assert.Equal(given, Reasons(store)[^1]);
            run.Finish(RunState.Completed);
        }

        using var reopened = FlorStore.Open(folder.Store);
        Assert.Equal(new CheckpointReason?[] { null, reason }, Reasons(reopened));
        reopened.Compact();
        Assert.Equal(new CheckpointReason?[] { null, reason }, Reasons(reopened));
    }

    private static CheckpointReason?[] Reasons(FlorStore store)
    {
        using var snapshot = store.TakeSnapshot();
        return [.. snapshot.Checkpoints.Select(checkpoint => checkpoint.Reason)];
    }

    [Fact]
    public void Checkpoint_that_was_not_committed_is_not_seen()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        using (var writer = run.BeginCheckpoint(Position)) writer.Add("w", "", [1]);
        using var snapshot = store.TakeSnapshot();
        Assert.Empty(snapshot.Checkpoints);
    }

    [Fact]
    public void Flipped_bit_in_a_page_is_reported_with_its_file_and_never_returned()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        var info = Write(run, ("w", RandomBytes(1000, seed: 2)));
        string pack = Assert.Single(Directory.GetFiles(Path.Combine(folder.Store, "pages"), "*.pack"));
        var bytes = File.ReadAllBytes(pack);
        bytes[64 + 32 + 500] ^= 4;
        File.WriteAllBytes(pack, bytes);
        using var snapshot = store.TakeSnapshot();
        var checkpoint = snapshot.OpenCheckpoint(info);
        var failure = Assert.Throws<StoreException>(() => checkpoint.Read(checkpoint.Entries[0], new byte[1000]));
        Assert.Contains($"pages/{Path.GetFileName(pack)}, byte 96", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public void Piece_is_put_together_from_pages_of_this_checkpoint_and_of_earlier_ones(int length)
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        var state = RandomBytes(length, seed: length);
        PageHash[] pages;
        using (var writer = run.BeginCheckpoint(Position))
        {
            pages = [.. Enumerable.Range(0, Math.Max(1, (length + CheckpointWriter.PageBytes - 1) / CheckpointWriter.PageBytes)).Select(PageOf)];
            Assert.True(writer.TryAdd("w", "tensor", length, pages));
            writer.Commit(DateTimeOffset.UnixEpoch, 0);
            PageHash PageOf(int page) => writer.AddPage(state.AsSpan(page * CheckpointWriter.PageBytes, Math.Min(CheckpointWriter.PageBytes, length - page * CheckpointWriter.PageBytes)));
        }

        var same = Write(run, ("w", state));
        Assert.Equal(0, same.StoredBytes);
        if (length > 0) state[^1] ^= 1;
        using (var writer = run.BeginCheckpoint(Position))
        {
            pages[^1] = writer.AddPage(state.AsSpan((pages.Length - 1) * CheckpointWriter.PageBytes));
            Assert.True(writer.TryAdd("w", "tensor", length, pages));
            var info = writer.Commit(DateTimeOffset.UnixEpoch, 0);
            Assert.InRange(info.StoredBytes, 0, Math.Min(length, CheckpointWriter.PageBytes) + 500);
        }

        using var snapshot = store.TakeSnapshot();
        Assert.Equal(state, Read(snapshot, snapshot.Checkpoints[^1]).Single());
    }

    [Fact]
    public void Piece_of_a_page_that_the_store_lacks_is_not_added()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        PageHash page;
        using (var first = store.BeginRun(Sample.Header()))
        {
            using var writer = first.BeginCheckpoint(Position);
            page = writer.AddPage(RandomBytes(1000, seed: 1));
            Assert.True(writer.TryAdd("w", "", 1000, [page]));
            writer.Commit(DateTimeOffset.UnixEpoch, 0);
            first.Finish(RunState.Completed);
        }

        using var run = store.BeginRun(Sample.Header("second"));
        using (var writer = run.BeginCheckpoint(Position)) Assert.True(writer.TryAdd("w", "", 1000, [page]));
        using (var snapshot = store.TakeSnapshot()) store.Apply(store.PlanDeletion([snapshot.Runs[0].Key]));
        store.CollectGarbage(new CollectionOptions { MinimumDeadShare = 0 });
        using var late = run.BeginCheckpoint(Position);
        Assert.False(late.TryAdd("w", "", 1000, [page]));
        Assert.False(late.TryAdd("unknown", "", 1000, [new PageHash(1, 2)]));
        Assert.Throws<ArgumentException>(() => late.TryAdd("two", "", 1000, [page, page]));
        Assert.Throws<ArgumentException>(() => late.AddPage(new byte[CheckpointWriter.PageBytes + 1]));
    }

    [Fact]
    public void Two_entries_of_one_name_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        using var writer = run.BeginCheckpoint(Position);
        writer.Add("w", "", [1]);
        Assert.Throws<ArgumentException>(() => writer.Add("w", "", [2]));
    }
}
