using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Checkpoints;

public class SharingTests
{
    private static readonly CheckpointPosition Position = new(LoopPath.Of("epoch"), [], CheckpointMoment.AfterLoop, 1);

    [Fact]
    public void Later_run_of_another_store_handle_shares_the_pages_of_a_finished_one()
    {
        using var folder = new TemporaryFolder();
        var state = new byte[300_000];
        new Random(3).NextBytes(state);
        Assert.InRange(Record(folder.Store, state).StoredBytes, 300_000, 301_000);
        Assert.Equal(0, Record(folder.Store, state).StoredBytes);
        using var store = FlorStore.Open(folder.Store);
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(2, snapshot.Checkpoints.Length);
        foreach (var info in snapshot.Checkpoints)
        {
            var checkpoint = snapshot.OpenCheckpoint(info);
            var read = new byte[state.Length];
            checkpoint.Read(checkpoint.Entries[0], read);
            Assert.Equal(state, read);
        }
    }

    private static CheckpointInfo Record(string folder, byte[] state)
    {
        using var store = FlorStore.OpenOrCreate(folder, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        using var writer = run.BeginCheckpoint(Position);
        writer.Add("w", "tensor", state);
        var info = writer.Commit(DateTimeOffset.UnixEpoch, 0);
        run.Finish(RunState.Completed);
        return info;
    }
}
