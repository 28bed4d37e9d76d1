using FlorDb.Storage.Tests.Io;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>A training on a simulated disk, with a ledger of what the store has acknowledged.</summary>
internal sealed class CrashWorkload(SimulatedDisk disk)
{
    public const string Folder = "/project/.flor";
    public const int Steps = 90;

    public static StoreOptions Options { get; } = new() { WalBytes = 4096, Durability = Durability.Process };

    /// <summary>The values whose <c>Log</c> has returned: 0, 1, 2, ...</summary>
    public int Logged { get; private set; }

    /// <summary>How many of them a <c>Commit</c> has covered.</summary>
    public int Committed { get; private set; }

    /// <summary>How many checkpoints were published.</summary>
    public int Checkpoints { get; private set; }

    /// <summary>How many of those a <c>Commit</c> has covered.</summary>
    public int CommittedCheckpoints { get; private set; }

    /// <summary>Records a run. The store is left open, as a process that is killed leaves it.</summary>
    public void Run(Action afterStep)
    {
        var store = FlorStore.OpenOrCreate(Folder, Options, disk);
        var run = store.BeginRun(Support.Sample.Header());
        var epoch = run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
        for (int i = 0; i < Steps; i++)
        {
            var step = run.EnterIteration(epoch, "step", i, CellValue.Null);
            run.Log(step, "n", CellValue.Of((long)i));
            Logged++;
            if (i % 40 == 20) Checkpoint(run, i);
            if (i % 20 == 19)
            {
                run.Commit();
                Committed = Logged;
                CommittedCheckpoints = Checkpoints;
            }

            afterStep();
        }

        run.Finish(RunState.Completed);
        Committed = Logged;
        CommittedCheckpoints = Checkpoints;
        afterStep();
        store.Dispose();
    }

    /// <summary>The state that a checkpoint holds.</summary>
    public static byte[] State(int step)
    {
        var state = new byte[70_000];
        Array.Fill(state, (byte)step, 66_000, 4_000);
        return state;
    }

    /// <summary>Opens the store as the next process does, twice, and compares what it shows with the ledger of that moment.</summary>
    public void CheckAt(SimulatedDisk left, int cells, int checkpoints)
    {
        if (!left.FileExists($"{Folder}/format"))
        {
            Assert.Equal(0, cells);
            return;
        }

        var first = Read(left, cells, checkpoints);
        Assert.Equal(first, Read(left, cells, checkpoints));
        Assert.Equal(first, Read(left.AfterKill(), cells, checkpoints));
    }

    private string Read(SimulatedDisk left, int cells, int checkpoints)
    {
        using var store = FlorStore.Open(Folder, Options, left);
        using var snapshot = store.TakeSnapshot();
        Assert.True(snapshot.Runs.Length <= 1 && (cells == 0 || snapshot.Runs.Length == 1));
        var path = LoopPath.Of("epoch", "step");
        var values = Support.Cells.InOrder(snapshot, path, "n").Select(value => value.AsInt64()).ToList();
        Assert.Equal(Enumerable.Range(0, values.Count).Select(i => (long)i), values.Order());
        Assert.InRange(values.Count, cells, Math.Max(Logged + 1, cells));
        Assert.InRange(snapshot.Checkpoints.Length, checkpoints, Checkpoints + 1);
        foreach (var info in snapshot.Checkpoints)
        {
            var checkpoint = snapshot.OpenCheckpoint(info);
            var state = new byte[checkpoint.Entries[0].Length];
            checkpoint.Read(checkpoint.Entries[0], state);
            Assert.Equal(State((int)info.Position.Iterations), state);
        }

        return $"{values.Count} cells, {snapshot.Checkpoints.Length} checkpoints, {snapshot.Runs.Length} runs";
    }

    private void Checkpoint(RunWriter run, int step)
    {
        using var writer = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [], CheckpointMoment.AfterLoop, step));
        writer.Add("state", "bytes", State(step));
        writer.Commit(DateTimeOffset.UnixEpoch, 0);
        Checkpoints++;
    }
}
