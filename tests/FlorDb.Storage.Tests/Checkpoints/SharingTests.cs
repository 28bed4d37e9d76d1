using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Checkpoints;

public class SharingTests
{
    private const string Folder = "/project/.flor";
    private static readonly StoreOptions Options = new() { WalBytes = 4096, CommitInterval = TimeSpan.FromHours(10) };
    private static readonly byte[] State = CheckpointSample.RandomBytes(300_000, seed: 3);

    [Fact]
    public void Later_run_of_another_store_handle_shares_the_pages_of_a_finished_one()
    {
        using var folder = new TemporaryFolder();
        Assert.InRange(Record(folder.Store).StoredBytes, 300_000, 301_000);
        Assert.Equal(0, Record(folder.Store).StoredBytes);
        using var store = FlorStore.Open(folder.Store);
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(2, snapshot.Checkpoints.Length);
        foreach (var info in snapshot.Checkpoints) Assert.Equal(State, CheckpointSample.Read(snapshot, info).Single());
    }

    [Fact]
    public void Runs_at_work_share_the_pages_of_each_other()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        using var otherStore = FlorStore.Open(folder.Store, Sample.SmallWal);
        using var otherRun = otherStore.BeginRun(Sample.Header("second"));
        Assert.InRange(CheckpointSample.Write(run, ("w", State)).StoredBytes, 300_000, 301_000);
        Assert.Equal(0, CheckpointSample.Write(otherRun, ("w", State)).StoredBytes);
        var changed = (byte[])State.Clone();
        changed[0] ^= 1;
        Assert.InRange(CheckpointSample.Write(otherRun, ("w", changed)).StoredBytes, 65_536, 66_000);
        Assert.Equal(0, CheckpointSample.Write(run, ("w", changed)).StoredBytes);
    }

    [Fact]
    public void Page_of_another_writer_that_is_damaged_is_written_again()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        CheckpointSample.Write(run, ("w", State));
        string pack = Assert.Single(Directory.GetFiles(Path.Combine(folder.Store, "pages"), "*.pack"));
        var bytes = File.ReadAllBytes(pack);
        bytes[100] ^= 1;
        File.WriteAllBytes(pack, bytes);
        using var otherStore = FlorStore.Open(folder.Store, Sample.SmallWal);
        using var otherRun = otherStore.BeginRun(Sample.Header("second"));
        var info = CheckpointSample.Write(otherRun, ("w", State));
        Assert.Equal(65_536, info.StoredBytes);
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(State, CheckpointSample.Read(snapshot, info).Single());
    }

    [Fact]
    public void Checkpoint_on_pages_of_a_writer_that_dies_survives_a_power_loss()
    {
        var random = new Random(11);
        for (int round = 0; round < 6; round++)
        {
            var disk = new SimulatedDisk();
            var dying = FlorStore.OpenOrCreate(Folder, Options, disk).BeginRun(Sample.Header());
            using (var unfinished = dying.BeginCheckpoint(CheckpointSample.Position))
            {
                // More than the writer's buffer, so that a part is in the file and never flushed.
                unfinished.Add("torn", "", CheckpointSample.RandomBytes(200_000, seed: round));
                unfinished.Add("w", "", State);
                unfinished.Add("much", "", CheckpointSample.RandomBytes(1_200_000, seed: 1000 + round));
            }

            var run = FlorStore.Open(Folder, Options, disk).BeginRun(Sample.Header("second"));
            var info = CheckpointSample.Write(run, ("w", State));
            Assert.InRange(info.StoredBytes, 0, 1000);
            run.Commit();
            var left = disk.AfterPowerLoss(random);
            for (int time = 0; time < 2; time++)
            {
                using var store = FlorStore.Open(Folder, Options, left);
                using var snapshot = store.TakeSnapshot();
                Assert.Equal(State, CheckpointSample.Read(snapshot, Assert.Single(snapshot.Checkpoints)).Single());
            }
        }
    }

    private static CheckpointInfo Record(string folder)
    {
        using var store = FlorStore.OpenOrCreate(folder, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        var info = CheckpointSample.Write(run, ("w", State));
        run.Finish(RunState.Completed);
        return info;
    }
}
