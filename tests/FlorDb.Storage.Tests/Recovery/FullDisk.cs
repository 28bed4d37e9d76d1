using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>Works on a store on a small disk that is full, and then has room again. It is the only one that writes to the disk.</summary>
internal sealed class FullDisk(string mount)
{
    private const int Doomed = 12;
    private const long Spare = 600_000;
    private static readonly LoopPath Step = LoopPath.Of("step");
    private readonly string _folder = Path.Combine(mount, ".flor");
    private long _logged;
    private ContextId? _entered;

    /// <summary>Does all of it; what doesn't hold is an exception.</summary>
    public void Run()
    {
        using var store = FlorStore.OpenOrCreate(_folder, Sample.SmallWal);
        for (int i = 0; i < Doomed; i++) RecordRun(store, $"doomed {i}", steps: 20);
        RecordRun(store, "kept", steps: 100);
        using var run = store.BeginRun(Sample.Header("going"));
        LogMore(run, 100);
        Fill(leaving: Spare);
        long acknowledged = RecordInProcessUntilFull();
        Fill(leaving: 0);

        Refused(() => LogMore(run, long.MaxValue));
        Refused(() => LogMore(run, 1));
        Refused(() => KeepCheckpoint(run, _logged));
        Refused(() => RecordRun(store, "refused", steps: 1));
        var items = Read(acknowledged);
        HousekeepOnFullDisk(store, items, acknowledged);

        File.Delete(Filler);
        LogMore(run, 5000);
        KeepCheckpoint(run, _logged - 1);
        run.Finish(RunState.Completed);
        RecordRun(store, "later", steps: 50);
        HousekeepWithRoom(acknowledged);
        Console.WriteLine($"{acknowledged} values of one process and {_logged} of another were recorded on a full disk and beside it.");
    }

    private string Filler => Path.Combine(mount, "filler");

    private static void RecordRun(FlorStore store, string label, int steps)
    {
        using var run = store.BeginRun(Sample.Header(label));
        for (int i = 0; i < steps; i++)
        {
            var step = run.EnterIteration(ContextId.Root, "step", i, CellValue.Null);
            run.Log(step, "n", CellValue.Of((long)i));
        }

        KeepCheckpoint(run, steps);
        run.Finish(RunState.Completed);
    }

    private static void KeepCheckpoint(RunWriter run, long step)
    {
        using var checkpoint = run.BeginCheckpoint(new CheckpointPosition(Step, [step], CheckpointMoment.IterationEnd, step + 1));
        var state = new byte[20_000];
        new Random((int)step).NextBytes(state);
        run.Run.Value.TryWriteBytes(state);
        checkpoint.Add("state", "bytes", state);
        checkpoint.Commit(DateTimeOffset.UtcNow, 0);
    }

    /// <summary>A call fails for the want of space, and says so, and what to do.</summary>
    private static void Refused(Action call)
    {
        var refusal = Assert.Throws<StoreException>(call);
        Assert.Contains("no space", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("make room", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Like <see cref="Refused"/>, but what needs no space may be done all the same.</summary>
    private static bool DoneOrRefused(Action call)
    {
        bool done = false;
        void Try()
        {
            call();
            done = true;
        }

        if (Record.Exception(Try) is { } failure) Refused(() => throw failure);
        return done;
    }

    /// <summary>Logs values until the count is reached or a call fails; the call that failed is the first of the next time.</summary>
    private void LogMore(RunWriter run, long count)
    {
        for (long end = count == long.MaxValue ? count : _logged + count; _logged < end; _logged++)
        {
            var step = _entered ??= run.EnterIteration(ContextId.Root, "step", _logged, CellValue.Null);
            run.Log(step, "n", CellValue.Of(_logged));
            _entered = null;
        }
    }

    /// <summary>Takes all space of the disk but some.</summary>
    private void Fill(long leaving)
    {
        long bytes = new DriveInfo(mount).AvailableFreeSpace - leaving;
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        filler.Write(new byte[bytes]);
        Assert.True(leaving > 0 || new DriveInfo(mount).AvailableFreeSpace == 0);
    }

    /// <summary>Another process records until the full disk ends it; returns the values that it has acknowledged.</summary>
    private long RecordInProcessUntilFull()
    {
        using var writer = new WriterProcess(_folder, "writer", long.MaxValue);
        Assert.False(writer.WaitFor(long.MaxValue));
        Assert.InRange(writer.Acknowledged, 100, long.MaxValue);
        return writer.Acknowledged;
    }

    /// <summary>Opens the store and reads all of it; everything that was acknowledged must be there.</summary>
    private Dictionary<string, string> Read(long acknowledged)
    {
        using var reader = FlorStore.Open(_folder);
        using var snapshot = reader.TakeSnapshot();
        Assert.Equal(100, ValuesOf(snapshot, "kept"));
        Assert.Equal(_logged, ValuesOf(snapshot, "going"));
        Assert.InRange(ValuesOf(snapshot, "writer"), acknowledged, acknowledged + 1);
        return StoreItems.Of(snapshot);
    }

    /// <summary>How many values a run has, which must be 0, 1, 2, ...</summary>
    private static long ValuesOf(StoreSnapshot snapshot, string label)
    {
        var run = snapshot.Runs.Single(run => run.Header.RunId == label);
        var values = new List<long>();
        foreach (var batch in snapshot.Table(Step)!.Read(["n"], new HashSet<RunKey> { run.Key }))
            for (int row = 0; row < batch.RowCount; row++)
                if (batch.TryGetCell("n", row, out var value)) values.Add(value.AsInt64());
        values.Sort();
        Assert.Equal(Enumerable.Range(0, values.Count).Select(i => (long)i), values);
        return values.Count;
    }

    /// <summary>Whatever housekeeping does with no space, what is there to read stays as it was, but for what is acknowledged as deleted.</summary>
    private void HousekeepOnFullDisk(FlorStore store, Dictionary<string, string> items, long acknowledged)
    {
        Refused(() => store.Compact());
        Assert.Equal(items, Read(acknowledged));
        DoneOrRefused(() => store.CollectGarbage(new CollectionOptions { MinimumDeadShare = 0 }));
        Assert.Equal(items, Read(acknowledged));
        for (int i = 0; i < Doomed / 2; i++)
        {
            var key = KeyOf(store, $"doomed {i}");
            if (DoneOrRefused(() => store.Apply(store.PlanDeletion([key]))))
                foreach (string item in items.Keys.Where(item => item.Contains(key.ToString(), StringComparison.Ordinal)).ToList()) items.Remove(item);
            Assert.Equal(items, Read(acknowledged));
        }

        DoneOrRefused(() => store.Compact());
        DoneOrRefused(() => store.CollectGarbage(new CollectionOptions { MinimumDeadShare = 0 }));
        Assert.Equal(items, Read(acknowledged));
    }

    private static RunKey KeyOf(FlorStore store, string label)
    {
        using var snapshot = store.TakeSnapshot();
        return snapshot.Runs.Single(run => run.Header.RunId == label).Key;
    }

    /// <summary>With room, all goes through, and the store is sound.</summary>
    private void HousekeepWithRoom(long acknowledged)
    {
        using (var store = FlorStore.Open(_folder))
        {
            RunKey[] doomed;
            using (var snapshot = store.TakeSnapshot())
            {
                Assert.Empty(snapshot.Notices);
                Assert.DoesNotContain(snapshot.Runs, run => run.Header.RunId == "refused" && run.State == RunState.Completed);
                doomed = [.. snapshot.Runs.Where(run => run.Header.RunId.StartsWith("doomed", StringComparison.Ordinal)).Select(run => run.Key)];
            }

            store.Apply(store.PlanDeletion(doomed));
            Assert.Empty(store.Compact().Problems);
            Assert.DoesNotContain(store.CollectGarbage(new CollectionOptions { MinimumDeadShare = 0 }).Packs, pack => pack.Fate == PackFate.Damaged);
        }

        var items = Read(acknowledged);
        Assert.DoesNotContain(items.Values, value => value.Contains("doomed", StringComparison.Ordinal));
        Assert.Empty(FlorStore.Verify(_folder).Findings);
    }
}
