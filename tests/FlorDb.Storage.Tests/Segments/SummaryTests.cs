using FlorDb.Storage.Tests.Golden;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Segments;

public class SummaryTests
{
    private const string Folder = "/store";
    private static readonly StoreOptions Small = new() { WalBytes = 8192, CommitInterval = TimeSpan.FromHours(1), CompactsInBackground = false };

    [Fact]
    public void Sums_tell_count_range_and_last_value_of_each_name_and_argument()
    {
        using var store = FlorStore.OpenOrCreate(Folder, Small, new SimulatedDisk());
        using var run = store.BeginRun(Sample.Header());
        run.SetArgument("lr", CellValue.Of(0.1));
        var epoch = run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
        foreach (var value in (CellValue[])[CellValue.Of(3L), CellValue.Of(-0.5), CellValue.Of(double.NaN), CellValue.Null, CellValue.Of(2L)]) run.Log(epoch, "mixed", value);
        run.Log(epoch, "lr", CellValue.Of("text"));
        run.Log(epoch, "long", CellValue.Of(new string('x', CellSummary.LongestText + 1)));
        run.Log(epoch, "matrix", Sample.Values[^3]);
        using (var snapshot = store.TakeSnapshot()) Check(snapshot);
        run.Finish(RunState.Completed);
        using (var snapshot = store.TakeSnapshot()) Check(snapshot);

        void Check(StoreSnapshot snapshot)
        {
            var path = LoopPath.Of("epoch");
            Assert.Equal(
                [
                    new CellSummary(run.Run, null, path, "long", false, 1, 0, null, null, null),
                    new CellSummary(run.Run, null, path, "lr", false, 1, 0, null, null, CellValue.Of("text")),
                    new CellSummary(run.Run, null, LoopPath.Root, "lr", true, 1, 0, 0.1, 0.1, CellValue.Of(0.1)),
                    new CellSummary(run.Run, null, path, "matrix", false, 1, 0, null, null, null),
                    new CellSummary(run.Run, null, path, "mixed", false, 5, 1, -0.5, 3, CellValue.Of(2L)),
                ],
                snapshot.ReadSummaries().OrderBy(sum => sum.Name, StringComparer.Ordinal).ThenBy(sum => sum.IsArgument));
        }
    }

    [Fact]
    public void Sums_of_a_run_in_many_files_add_up_and_compaction_keeps_them()
    {
        using var store = FlorStore.OpenOrCreate(Folder, Small, new SimulatedDisk());
        using var run = store.BeginRun(Sample.Header());
        Training.Record(run, epochs: 5, steps: 100);
        Check();
        run.Finish(RunState.Completed);
        Check();
        store.Compact();
        Check();

        void Check()
        {
            using var snapshot = store.TakeSnapshot();
            var loss = Assert.Single(snapshot.ReadSummaries(new HashSet<RunKey> { run.Run }), sum => sum.Name == "loss");
            Assert.Equal((500, 0, 1.0 / 500, 1.0), (loss.Count, loss.Nulls, loss.Min, loss.Max));
            Assert.Equal(CellValue.Of(1.0 / 500), loss.Last);
            Assert.Empty(snapshot.ReadSummaries(new HashSet<RunKey>()));
        }
    }

    [Fact]
    public void Replayed_cells_are_summed_up_apart()
    {
        using var store = FlorStore.OpenOrCreate(Folder, Small, new SimulatedDisk());
        var run = store.BeginRun(Sample.Header());
        Training.Record(run, epochs: 1, steps: 1);
        run.Finish(RunState.Completed);
        var header = Sample.Replay(run.Run, "accuracy");
        using (var replay = store.BeginReplay(header))
        {
            replay.Log(replay.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Of(0L)), "accuracy", CellValue.Of(0.75));
            replay.FinishReplay(new ReplaySummary(RunState.Completed, 1, 1, 0, 0, null));
        }

        using var snapshot = store.TakeSnapshot();
        var sums = snapshot.ReadSummaries().Where(sum => sum.Name == "accuracy").ToDictionary(sum => sum.Replay?.ToString() ?? "");
        Assert.Equal((0.0, 0.75), (sums[""].Max, sums[header.Key.ToString()].Max));
    }

    [Fact]
    public void Store_of_version_1_is_summed_up_from_its_rows_before_and_after_compaction()
    {
        using var copy = new StoreCopy(GoldenStoreTests.Golden("v1", "store"));
        using var store = FlorStore.Open(copy.Folder, Small);
        string[] rows = Dump.Of(store);

        store.Compact();

        Assert.Contains(rows, row => row.StartsWith("sum ", StringComparison.Ordinal));
        Assert.Equal(string.Join('\n', rows.Except(Dump.Of(store))), string.Join('\n', Dump.Of(store).Except(rows)));
        Assert.Equal(rows, Dump.Of(store));
    }
}
