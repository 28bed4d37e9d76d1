using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

public class ProcessTests
{
    private static readonly LoopPath Step = LoopPath.Of("step");

    [Fact]
    public void Killed_process_loses_nothing_that_was_acknowledged()
    {
        int rounds = TestScale.Of(4, 50, 1000);
        int lanes = Math.Min(rounds, Environment.ProcessorCount);
        Parallel.For(0, lanes, new ParallelOptions { MaxDegreeOfParallelism = lanes }, lane => KillRounds(new Random(TestScale.Seed + lane), rounds / lanes));
        TestScale.Report($"Killed processes: {rounds / lanes * lanes} writers were killed at random moments, nothing that they had acknowledged was lost; seed {TestScale.Seed}.");
    }

    /// <summary>Kills one writer after the other in a store of their own; the records of all are compared with their ledgers at the end of each ten.</summary>
    private static void KillRounds(Random random, int rounds)
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new Dictionary<string, long>();
        for (int round = 1; round <= rounds; round++)
        {
            string label = $"round {round}";
            using var writer = new WriterProcess(folder.Store, label, long.MaxValue);
            Assert.True(writer.WaitFor(random.Next(1, 3000)));
            writer.Kill();
            acknowledged.Add(label, writer.Acknowledged);
            using var store = FlorStore.Open(folder.Store);
            using var snapshot = store.TakeSnapshot();
            Assert.Empty(snapshot.Notices);
            Check(snapshot, label, writer.Acknowledged);
            if (round % 10 > 0 && round < rounds) continue;
            foreach (var (name, count) in acknowledged) Check(snapshot, name, count);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Store, "wal")));
    }

    [Fact]
    public void Two_writers_and_a_reader_work_at_once()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store);
        const long Count = 3000;
        using var first = new WriterProcess(folder.Store, "first", Count);
        using var second = new WriterProcess(folder.Store, "second", Count);
        for (int read = 1; read <= 5; read++)
        {
            Assert.True(first.WaitFor(read * 200) && second.WaitFor(read * 200));
            using var snapshot = store.TakeSnapshot();
            Assert.Empty(snapshot.Notices);
            foreach (var run in snapshot.Runs) Check(snapshot, run.Header.RunId, read * 200, RunState.Running, RunState.Completed);
        }

        first.WaitForEnd();
        second.WaitForEnd();
        using var end = store.TakeSnapshot();
        Assert.Equal(2, end.Runs.Length);
        foreach (var run in end.Runs) Check(end, run.Header.RunId, Count, RunState.Completed);
    }

    private static void Check(StoreSnapshot snapshot, string label, long acknowledged, params RunState[] states)
    {
        var run = Assert.Single(snapshot.Runs, run => run.Header.RunId == label);
        Assert.Contains(run.State, states.Length > 0 ? states : [RunState.Interrupted]);
        var values = new List<long>();
        foreach (var batch in snapshot.Table(Step)!.Read(["n"], new HashSet<RunKey> { run.Key }))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                if (!batch.TryGetCell("n", row, out var value)) continue;
                Assert.Equal(batch.Index(0, row), value.AsInt64());
                values.Add(value.AsInt64());
            }
        }

        values.Sort();
        Assert.True(values.Count >= acknowledged, $"{label}: {acknowledged} values were acknowledged, and {values.Count} are there");
        Assert.Equal(Enumerable.Range(0, values.Count).Select(i => (long)i), values);
        var checkpoints = snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run.Key).ToList();
        Assert.InRange(checkpoints.Count, (acknowledged - 1) / 500, values.Count / 500);
        foreach (var info in checkpoints)
        {
            var checkpoint = snapshot.OpenCheckpoint(info);
            var state = new byte[8];
            checkpoint.Read(checkpoint.Entries[0], state);
            Assert.Equal(info.Position.Indices[0], BitConverter.ToInt64(state));
        }
    }
}
