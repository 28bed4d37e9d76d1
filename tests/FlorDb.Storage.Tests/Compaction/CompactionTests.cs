using FlorDb.Storage.Arrow;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Compaction;

public class CompactionTests
{
    private const string Folder = "/store";
    private static readonly StoreOptions Quiet = new() { WalBytes = 16 * 1024, CommitInterval = TimeSpan.FromHours(1), CompactsInBackground = false };

    [Fact]
    public void Many_short_runs_end_in_one_segment_for_each_loop()
    {
        var disk = RecordRuns(30);
        using var store = FlorStore.Open(Folder, Quiet, disk);
        string[] rows = Dump.Of(store);

        var report = store.Compact();

        // Root, epoch, epoch/step, the ends of loops, and the sums.
        Assert.Equal((5, 150, 5), (report.Merges, report.SegmentsBefore, report.SegmentsAfter));
        Assert.Equal(rows, Dump.Of(store));
        Assert.Equal(5, disk.List($"{Folder}/segments").Count);
        Assert.Equal(0, store.Compact().Merges);
    }

    [Fact]
    public void Writing_merges_in_the_background_so_that_files_stay_few()
    {
        var disk = new SimulatedDisk();
        string[] rows;
        using (var store = FlorStore.OpenOrCreate(Folder, Quiet with { CompactsInBackground = true }, disk))
        {
            for (int i = 0; i < 80; i++) Record(store, $"run {i}");
            Assert.True(SpinWait.SpinUntil(() => disk.List($"{Folder}/segments").Count <= 5 * 40, TimeSpan.FromMinutes(5)));
            rows = Dump.Of(store);
        }

        using var reopened = FlorStore.Open(Folder, Quiet, disk);
        Assert.Equal(rows, Dump.Of(reopened));
    }

    [Fact]
    public void Merged_segment_is_sorted_by_run_and_gives_the_wanted_runs_alone()
    {
        var disk = RecordRuns(20);
        using var store = FlorStore.Open(Folder, Quiet, disk);
        store.Compact();
        using var snapshot = store.TakeSnapshot();
        var table = snapshot.Table(LoopPath.Of("epoch", "step"))!;
        var keys = snapshot.Runs.Select(run => run.Key).Order().ToList();

        var all = Assert.Single(table.Read(["loss"]));
        Assert.Equal(keys.SelectMany(key => Enumerable.Repeat(key, 6)), Enumerable.Range(0, all.RowCount).Select(all.Run));
        var wanted = table.Read(["loss"], new HashSet<RunKey> { keys[3], keys[4], keys[9] }).ToList();
        Assert.Equal([12, 6], wanted.Select(batch => batch.RowCount));
        Assert.Equal([keys[3], keys[4], keys[9]], [wanted[0].Run(0), wanted[0].Run(6), wanted[1].Run(5)]);
        Assert.Equal(6, wanted[1].Columns.RowCount);
        Assert.Equal(keys[9].ToString(), ((DictionaryArray)wanted[1].Columns.Find("$run")!).GetString(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => wanted[1].Run(6));
    }

    [Fact]
    public void Deleted_runs_are_gone_from_the_files()
    {
        var disk = RecordRuns(5);
        using var store = FlorStore.Open(Folder, Quiet, disk);
        RunKey gone;
        using (var snapshot = store.TakeSnapshot()) gone = snapshot.Runs[2].Key;
        store.Compact();
        new Manifest(disk, new StoreLayout(Folder)).Append(_ => [new ManifestItem.RunsDeleted([gone])]);
        string[] rows = Dump.Of(store);

        var report = store.Compact();

        Assert.Equal(rows, Dump.Of(store));
        Assert.True(report.RowsRemoved >= 9, $"{report.RowsRemoved} rows were removed");
        foreach (string name in disk.List($"{Folder}/segments"))
        {
            var arrow = ArrowFileReader.Open(disk.ReadAll($"{Folder}/segments/{name}"));
            foreach (var column in arrow.ReadAll().SelectMany(batch => batch.Columns).OfType<DictionaryArray>())
                Assert.DoesNotContain(gone.ToString(), Enumerable.Range(0, column.Dictionary.Length).Select(((BinaryArray)column.Dictionary).GetString));
        }
    }

    [Fact]
    public void Snapshot_from_before_reads_on_and_files_go_behind_it()
    {
        var disk = RecordRuns(6);
        using var store = FlorStore.Open(Folder, Quiet, disk);
        string[] rows = Dump.Of(store);
        using (var before = store.TakeSnapshot())
        {
            store.Compact();
            Assert.Equal(rows, Dump.Of(before));
            Assert.Equal(30 + 5, disk.List($"{Folder}/segments").Count);
        }

        store.Compact();
        Assert.Equal(5, disk.List($"{Folder}/segments").Count);
    }

    [Fact]
    public void Damaged_segment_stays_where_it_is_and_the_others_are_merged()
    {
        var disk = RecordRuns(6);
        string damaged = disk.List($"{Folder}/segments").Where(name => name.Contains("-002.", StringComparison.Ordinal)).ElementAt(2);
        var bytes = disk.ReadAll($"{Folder}/segments/{damaged}");
        bytes[^20] ^= 1;
        disk.Replace($"{Folder}/segments/{damaged}", bytes);
        using var store = FlorStore.Open(Folder, Quiet, disk);

        var report = store.Compact();

        Assert.Equal($"segments/{damaged}", Assert.Single(report.Problems).File);
        Assert.Contains(damaged, disk.List($"{Folder}/segments"));
        Assert.InRange(disk.List($"{Folder}/segments").Count, 6, 7);
    }

    [Fact]
    public void Failure_or_kill_at_any_operation_leaves_the_old_or_the_new_segments()
    {
        var recorded = RecordRuns(4);
        string[] rows;
        using (var store = FlorStore.Open(Folder, Quiet, recorded)) rows = Dump.Of(store);
        for (int failing = 1; ; failing++)
        {
            var disk = recorded.AfterKill();
            using var store = FlorStore.Open(Folder, Quiet, disk);
            disk.FailingOperation = disk.Operations + failing;
            disk.KeepsFailing = failing % 2 == 0;
            bool isDone = true;
            try
            {
                store.Compact();
            }
            catch (StoreException)
            {
                isDone = false;
            }

            var left = new[] { disk.AfterKill(), disk.AfterPowerLoss(new Random(failing)) };
            disk.FailingOperation = int.MaxValue;
            foreach (var after in left) CheckAndCompact(after, rows);
            if (isDone) break;
        }
    }

    private static void CheckAndCompact(SimulatedDisk disk, string[] rows)
    {
        using var store = FlorStore.Open(Folder, Quiet, disk);
        Assert.Equal(rows, Dump.Of(store));
        store.Compact();
        Assert.Equal(rows, Dump.Of(store));
        using var snapshot = store.TakeSnapshot();

        // Where an edit of the manifest was cut off, nothing is deleted before a repair.
        if (snapshot.Notices.IsEmpty) Assert.Equal(5, disk.List($"{Folder}/segments").Count);
    }

    private static SimulatedDisk RecordRuns(int runs)
    {
        var disk = new SimulatedDisk();
        using var store = FlorStore.OpenOrCreate(Folder, Quiet, disk);
        for (int i = 0; i < runs; i++) Record(store, $"run {i}");
        return disk.AfterKill();
    }

    private static void Record(FlorStore store, string label)
    {
        using var run = store.BeginRun(Sample.Header(label));
        run.SetArgument("lr", CellValue.Of(0.1));
        Training.Record(run, epochs: 2, steps: 3);
        run.Finish(RunState.Completed);
    }
}
