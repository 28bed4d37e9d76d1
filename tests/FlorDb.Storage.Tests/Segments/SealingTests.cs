using FlorDb.Storage.Arrow;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Segments;

public class SealingTests
{
    private static readonly LoopPath Epoch = LoopPath.Of("epoch");
    private static readonly LoopPath Step = LoopPath.Of("epoch", "step");

    [Fact]
    public void Finished_run_reads_the_same_from_segments_as_from_its_log()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        Dictionary<string, string> live;
        using (var run = store.BeginRun(Sample.Header()))
        {
            Training.Record(run, epochs: 3, steps: 4);
            using (var snapshot = store.TakeSnapshot()) live = Training.Describe(snapshot);
            run.Finish(RunState.Completed);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Store, "wal")));
        using var reader = FlorStore.Open(folder.Store);
        using var sealedSnapshot = reader.TakeSnapshot();
        Assert.Equal(live, Training.Describe(sealedSnapshot));
        Assert.Equal(RunState.Completed, Assert.Single(sealedSnapshot.Runs).State);
        Assert.Equal(3, sealedSnapshot.LoopEnds.Count(end => end.Path.Equals(Step)));
        Assert.Equal(12, Cells.CountRows(sealedSnapshot, Step));
    }

    [Fact]
    public void Values_of_every_kind_come_back_bit_for_bit_from_segments()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using (var run = store.BeginRun(Sample.Header()))
        {
            foreach (var value in Sample.Values) run.Log(ContextId.Root, "value", value);
            run.Finish(RunState.Completed);
        }

        using var snapshot = store.TakeSnapshot();
        Assert.Equal(Sample.Values, Cells.InOrder(snapshot, LoopPath.Root, "value"));
    }

    [Fact]
    public void Run_that_fills_many_log_files_keeps_each_iteration_in_one_row()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, new StoreOptions { WalBytes = 4096, CommitInterval = TimeSpan.FromMinutes(10) });
        using var run = store.BeginRun(Sample.Header());
        run.SetArgument("lr", CellValue.Of(0.1));
        Training.Record(run, epochs: 5, steps: 60);
        run.Log(ContextId.Root, "final", CellValue.Of("done"));
        using (var snapshot = store.TakeSnapshot()) Check(snapshot);
        run.Finish(RunState.Completed);
        using (var snapshot = store.TakeSnapshot()) Check(snapshot);

        static void Check(StoreSnapshot snapshot)
        {
            Assert.Empty(snapshot.Notices);
            Assert.Equal(300, Cells.Of(snapshot, Step, "loss").Count);
            Assert.Equal(300, Cells.CountRows(snapshot, Step));
            Assert.Equal(5, Cells.CountRows(snapshot, Epoch));
            Assert.Equal(5, Cells.Of(snapshot, Epoch, "accuracy").Count);
            var batch = Assert.Single(snapshot.Table(LoopPath.Root)!.Read(["lr", "final"]));
            Assert.Equal(1, batch.RowCount);
            Assert.True(batch.TryGetCell("lr", 0, out _) && batch.TryGetCell("final", 0, out _));
            Assert.All(snapshot.Table(Step)!.Read([]), steps => Assert.All(Enumerable.Range(0, steps.RowCount), row => Assert.NotNull(steps.Seconds(row))));
        }
    }

    [Fact]
    public void Overlay_rows_carry_their_replay_and_only_the_iterations_that_it_filled()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        RunKey key;
        using (var run = store.BeginRun(Sample.Header()))
        {
            key = run.Run;
            Training.Record(run, epochs: 3, steps: 2);
            run.Finish(RunState.Completed);
        }

        var header = Sample.Replay(key, "cf_matrix");
        using (var replay = store.BeginReplay(header))
        {
            for (int epoch = 0; epoch < 3; epoch++)
            {
                var context = replay.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Of((long)epoch));
                if (epoch > 0) replay.Log(context, "cf_matrix", CellValue.Of((long)epoch));
            }

            replay.EndLoop(ContextId.Root, "epoch", 3, completed: true);
            replay.FinishReplay(new ReplaySummary(RunState.Completed, 1.5, 2, 10, 0, null));
        }

        using var snapshot = store.TakeSnapshot();
        var cells = Cells.Of(snapshot, Epoch, "cf_matrix");
        Assert.Equal([$"{key} {header.Key} [1] 0", $"{key} {header.Key} [2] 0"], cells.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(5, Cells.CountRows(snapshot, Epoch));
        Assert.True(Assert.Single(snapshot.Replays).Verified);
        Assert.Equal(["cf_matrix"], snapshot.Replays[0].Header.Names.AsEnumerable());
        Assert.Single(snapshot.Runs);
        Assert.Equal(4, snapshot.LoopEnds.Length);
    }

    [Fact]
    public void Replay_of_an_unknown_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        var unknown = RunKey.Create(DateTimeOffset.UtcNow);
        var failure = Assert.Throws<StoreException>(() => store.BeginReplay(Sample.Replay(unknown)));
        Assert.StartsWith($"The run {unknown} is not in the store", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_is_an_Arrow_file_whose_columns_say_what_they_are()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using (var run = store.BeginRun(Sample.Header()))
        {
            run.SetArgument("lr", CellValue.Of(0.1));
            run.Log(ContextId.Root, "lr", CellValue.Of(0.2));
            run.Log(ContextId.Root, "projid", CellValue.Of("mine"));
            run.Log(ContextId.Root, "note", CellValue.Of(1L));
            run.Log(ContextId.Root, "note", CellValue.Of("one"));
            run.Finish(RunState.Completed);
        }

        string file = Assert.Single(Directory.GetFiles(Path.Combine(folder.Store, "segments"), "*-000.arrow"));
        var arrow = ArrowFileReader.Open(File.ReadAllBytes(file));
        var columns = arrow.Schema.Fields.Select(field => $"{field.Name}={field.Metadata.Find("flordb.role")}");
        Assert.Equal(
            [
                "$run=run", "$replay=replay", "$occurrence=occurrence", "$started=started", "$seconds=seconds", "projid=property", "runid=property",
                "tstamp=property", "vid=property", "filename=property", "$state=property", "$message=property", "$arguments=property",
                "$environment=property", "lr=argument", "lr:Float64=cell", "note=cell", "note:String=cell", "projid:String=cell",
            ],
            columns);
        Assert.Equal(["digits", "digits"], Enumerable.Range(0, 2).Select(((DictionaryArray)arrow.Read(0).Find("projid")!).GetString));
        Assert.Contains("\"lr\":{\"nulls\":[1],\"min\":[\"0.1\"],\"max\":[\"0.1\"]}", arrow.FooterMetadata.Find("flordb.zones"), StringComparison.Ordinal);
        using var snapshot = store.TakeSnapshot();
        Assert.Equal([CellValue.Of(0.2)], Cells.InOrder(snapshot, LoopPath.Root, "lr"));
    }

    [Fact]
    public void Live_rows_as_Arrow_columns_equal_those_of_the_segment()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        Training.Record(run, epochs: 2, steps: 2);
        using var before = store.TakeSnapshot();
        var live = before.Table(Step)!.Read(["loss"]).Single().Columns;
        run.Finish(RunState.Completed);
        using var after = store.TakeSnapshot();
        var stored = after.Table(Step)!.Read(["loss"]).Single().Columns;
        Assert.Equal(stored.Schema.Fields.Select(field => field.Name), live.Schema.Fields.Select(field => field.Name));
        Assert.Equal(((PrimitiveArray<double>)stored.Find("loss")!).Values.ToArray(), ((PrimitiveArray<double>)live.Find("loss")!).Values.ToArray());
    }

    [Fact]
    public void Only_the_wanted_runs_are_read()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var first = store.BeginRun(Sample.Header("a"));
        using var second = store.BeginRun(Sample.Header("b"));
        Training.Record(first, epochs: 1, steps: 2);
        Training.Record(second, epochs: 1, steps: 3);
        first.Finish(RunState.Completed);
        second.Finish(RunState.Completed);
        using var snapshot = store.TakeSnapshot();
        var batch = Assert.Single(snapshot.Table(Step)!.Read(["loss"], new HashSet<RunKey> { second.Run }));
        Assert.Equal((3, second.Run), (batch.RowCount, batch.Run(0)));
    }

    [Fact]
    public void Damaged_segment_is_reported_with_its_name_and_the_rest_still_reads()
    {
        using var folder = new TemporaryFolder();
        using (var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal))
        {
            using var run = store.BeginRun(Sample.Header());
            Training.Record(run, epochs: 1, steps: 1);
            run.Finish(RunState.Completed);
        }

        string file = Directory.GetFiles(Path.Combine(folder.Store, "segments"), "*-002.arrow").Single();
        var bytes = File.ReadAllBytes(file);
        int loss = bytes.AsSpan().IndexOf(BitConverter.GetBytes(1.0));
        bytes[loss] ^= 1;
        File.WriteAllBytes(file, bytes);
        using var reader = FlorStore.Open(folder.Store);
        using var snapshot = reader.TakeSnapshot();
        var failure = Assert.Throws<StoreException>(() => snapshot.Table(Step)!.Read(["loss"]).Count());
        Assert.Matches(
            $@"^segments/{Path.GetFileName(file)} is damaged: Column ""loss"" of record batch 0 is damaged: buffer \d+, 8 bytes at byte {loss} of the file, does not match its checksum\.$",
            failure.Message);
        Assert.Equal(1, snapshot.Table(Step)!.Read([]).Single().RowCount);
        Assert.Single(Cells.Of(snapshot, Epoch, "accuracy"));
    }
}
