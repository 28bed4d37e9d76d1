namespace FlorDb.Storage.Tests.Recovery;

/// <summary>Takes snapshots of a store that many processes work on, and compares each with what they had said, and with the snapshot before.</summary>
internal sealed class CrewReader(FlorStore store, CrewLedger ledger, CrewPlan plan) : IDisposable
{
    private readonly HashSet<string> _gone = [];
    private Dictionary<string, Seen> _last = [];
    private StoreSnapshot? _kept;
    private Dictionary<string, string>? _keptItems;

    /// <summary>The snapshots that were taken.</summary>
    public int Snapshots { get; private set; }

    /// <summary>Takes a snapshot and checks it. One of each few is kept open, and must give the same when the next of them is taken.</summary>
    public void Read()
    {
        var before = ledger.Mark();
        var snapshot = store.TakeSnapshot();
        try
        {
            Assert.Empty(snapshot.Notices);
            var seen = SeenIn(snapshot);
            foreach (var (label, entry) in before) CheckAcknowledged(label, entry, seen.GetValueOrDefault(label));
            foreach (var (label, earlier) in _last) CheckGrown(label, earlier, seen.GetValueOrDefault(label));
            _gone.UnionWith(_last.Keys.Except(seen.Keys));
            Assert.DoesNotContain(seen.Keys, _gone.Contains);
            _last = seen;
            if (Snapshots++ % 5 == 0) Keep(snapshot);
        }
        finally
        {
            if (snapshot != _kept) snapshot.Dispose();
        }
    }

    public void Dispose() => _kept?.Dispose();

    private void Keep(StoreSnapshot snapshot)
    {
        var items = StoreItems.Of(snapshot);
        if (_kept is not null) Assert.Equal(_keptItems, StoreItems.Of(_kept));
        _kept?.Dispose();
        (_kept, _keptItems) = (snapshot, items);
    }

    private static void CheckAcknowledged(string label, CrewLedger.Entry entry, Seen? seen)
    {
        Assert.False(entry.IsDeleted && seen is not null, $"{label} was deleted, and is there");
        if (seen is null)
        {
            Assert.True(CrewPlan.IsDoomed(label), $"{label} was begun, and is not there");
            return;
        }

        Assert.True(seen.Rows >= entry.Logged, $"{label}: {entry.Logged} rows were acknowledged, and {seen.Rows} are there");
        Assert.True(seen.Checkpoints >= entry.Checkpoints, $"{label}: {entry.Checkpoints} checkpoints were acknowledged, and {seen.Checkpoints} are there");
        Assert.True(seen.State == RunState.Completed || !entry.IsFinished, $"{label} was finished, and is {seen.State}");
    }

    /// <summary>A run only grows, or goes as a whole when it is over.</summary>
    private static void CheckGrown(string label, Seen earlier, Seen? now)
    {
        if (now is null) Assert.True(CrewPlan.IsDoomed(label), $"{label} was there before, and is gone");
        else Assert.True(now.Rows >= earlier.Rows && now.Checkpoints >= earlier.Checkpoints && now.State >= earlier.State, $"{label} was {earlier}, and is {now}");
    }

    private Dictionary<string, Seen> SeenIn(StoreSnapshot snapshot)
    {
        var labels = snapshot.Runs.ToDictionary(run => run.Key, run => run.Header.RunId);
        var rows = ReadRows(snapshot);
        var checkpoints = snapshot.Checkpoints.GroupBy(checkpoint => checkpoint.Run).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var checkpoint in snapshot.Checkpoints) CheckState(snapshot, labels[checkpoint.Run], checkpoint);
        Assert.All(rows.Keys, run => Assert.Contains(run, labels.Keys));
        var seen = snapshot.Runs.ToDictionary(
            run => run.Header.RunId, run => new Seen(rows.GetValueOrDefault(run.Key), checkpoints.GetValueOrDefault(run.Key)?.Count ?? 0, run.State));
        foreach (var (label, run) in seen) CheckWhole(label, run);
        return seen;
    }

    /// <summary>What holds of every run in every snapshot, whatever was acknowledged: a run's records are there in their order, and its end is the last.</summary>
    private void CheckWhole(string label, Seen run)
    {
        Assert.True(run.State is RunState.Running or RunState.Completed, $"{label} is {run.State}");
        Assert.InRange(run.Checkpoints, (run.Rows - 1) / 10, (run.Rows + 9) / 10);
        if (run.State == RunState.Completed) Assert.Equal((label, plan.Steps, plan.Checkpoints), (label, run.Rows, run.Checkpoints));
    }

    /// <summary>The values of each run: 0, 1, 2, ... without a gap, each once.</summary>
    private static Dictionary<RunKey, int> ReadRows(StoreSnapshot snapshot)
    {
        var values = new Dictionary<RunKey, List<long>>();
        foreach (var batch in snapshot.Table(CrewPlan.Step)?.Read([CrewPlan.Number]) ?? [])
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                if (!batch.TryGetCell(CrewPlan.Number, row, out var value)) continue;
                Assert.Equal(batch.Index(0, row), value.AsInt64());
                if (!values.TryGetValue(batch.Run(row), out var list)) values.Add(batch.Run(row), list = []);
                list.Add(value.AsInt64());
            }
        }

        foreach (var list in values.Values)
        {
            list.Sort();
            Assert.Equal(Enumerable.Range(0, list.Count).Select(i => (long)i), list);
        }

        return values.ToDictionary(pair => pair.Key, pair => pair.Value.Count);
    }

    private static void CheckState(StoreSnapshot snapshot, string label, CheckpointInfo info)
    {
        var checkpoint = snapshot.OpenCheckpoint(info);
        var expected = CrewPlan.State(label, (int)info.Position.Indices[0]).ToList();
        Assert.Equal(expected.Select(piece => piece.Name), checkpoint.Entries.Select(entry => entry.Name));
        foreach (var (entry, piece) in checkpoint.Entries.Zip(expected))
        {
            var bytes = new byte[entry.Length];
            checkpoint.Read(entry, bytes);
            Assert.True(bytes.AsSpan().SequenceEqual(piece.Bytes), $"{label}: the state {entry.Name} at step {info.Position.Indices[0]} is another");
        }
    }

    /// <summary>What a snapshot shows of a run.</summary>
    private sealed record Seen(int Rows, int Checkpoints, RunState State);
}
