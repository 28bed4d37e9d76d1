using FlorDb.Storage.Tests.Checkpoints;
using FlorDb.Storage.Tests.Collection;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;
using static FlorDb.Storage.Tests.Collection.CollectionScene;

namespace FlorDb.Storage.Tests.Usage;

public class UsageTests
{
    private const int PackHeaderBytes = 64;

    /// <summary>The bytes of two pieces of state of a page and a half each, with their lists of pages and headers.</summary>
    private const int TwoStates = 200_000;

    [Fact]
    public void Kinds_add_up_to_the_files_of_the_folder()
    {
        using var folder = new TemporaryFolder();
        string root = folder.Store;
        using var store = FlorStore.OpenOrCreate(root, Sample.SmallWal);
        Record(store, 1, 2);
        using var open = store.BeginRun(Sample.Header("open"));
        open.Log(ContextId.Root, "n", CellValue.Of(1L));
        Directory.CreateDirectory(Path.Combine(root, "cache", "deep", "deeper"));
        Directory.CreateDirectory(Path.Combine(root, "damaged"));
        File.WriteAllBytes(Path.Combine(root, "cache", "deep", "deeper", ".hidden"), new byte[1234]);
        File.WriteAllBytes(Path.Combine(root, "cache", "top"), new byte[66]);
        File.WriteAllBytes(Path.Combine(root, "damaged", "copy"), new byte[77]);
        File.WriteAllBytes(Path.Combine(root, "segments", "x.arrow.tmp"), new byte[88]);
        File.CreateSymbolicLink(Path.Combine(root, "cache", "link"), Path.Combine(root, "manifest"));
        Directory.CreateSymbolicLink(Path.Combine(root, "cache", "around"), root);

        var report = store.MeasureUsage();

        Assert.Empty(report.Problems);
        Assert.Equal(Enum.GetValues<UsageKind>(), report.Kinds.Select(kind => kind.Kind));
        Assert.Equal(Walk(root).Sum(file => file.Length), report.Bytes);
        Assert.Equal(Walk(Path.Combine(root, "wal")).Sum(file => file.Length), Of(report, UsageKind.Wal).Bytes);
        Assert.InRange(Of(report, UsageKind.Wal).Files, 1, 2);
        Assert.Equal((1300, 2), (Of(report, UsageKind.Cache).Bytes, Of(report, UsageKind.Cache).Files));
        Assert.Equal((77, 1), (Of(report, UsageKind.Damaged).Bytes, Of(report, UsageKind.Damaged).Files));
        Assert.Equal((88, 1), (Of(report, UsageKind.UnnamedSegments).Bytes, Of(report, UsageKind.UnnamedSegments).Files));
        Assert.Equal(new FileInfo(Path.Combine(root, "manifest")).Length, Of(report, UsageKind.Manifest).Bytes);
        var segments = report.Kinds.Where(kind => kind.Kind is >= UsageKind.LoopSegments and <= UsageKind.UnnamedSegments).Sum(kind => kind.Files);
        Assert.Equal(Directory.GetFiles(Path.Combine(root, "segments")).Length, segments);
        Assert.All(
            (UsageKind[])[UsageKind.LoopSegments, UsageKind.CheckpointSegments, UsageKind.SummarySegments, UsageKind.Packs, UsageKind.PackIndexes],
            kind => Assert.True(Of(report, kind) is { Files: > 0, Bytes: > 0 }, $"{kind}"));
    }

    [Fact]
    public void Pages_are_counted_once_and_their_sums_are_the_packs()
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        var sharing = scene.Record(5, 6);
        using var store = scene.Open();

        var report = store.MeasureUsage();

        Assert.Empty(report.Problems);
        Assert.Equal(3, report.Runs.Length);
        var packs = Of(report, UsageKind.Packs);
        Assert.Equal(packs.Bytes, report.Runs.Sum(run => run.OwnPageBytes) + report.SharedPageBytes + report.UnusedPageBytes + PackHeaderBytes * packs.Files);
        // The deleted run shared 2 with the second one; 5 is shared by the last two, each of which has a root of its own.
        Assert.InRange(report.Runs.Single(run => run.SharedPageBytes == 0).OwnPageBytes, TwoStates, TwoStates + 3000);
        var last = report.Runs.Single(run => run.Key == sharing);
        Assert.InRange(last.OwnPageBytes, TwoStates / 2, TwoStates / 2 + 3000);
        Assert.InRange(last.SharedPageBytes, TwoStates / 2, TwoStates / 2 + 1000);
        Assert.Equal(report.SharedPageBytes, last.SharedPageBytes);
        Assert.Equal(2, report.Runs.Count(run => run.SharedPageBytes == report.SharedPageBytes));
        Assert.All(report.Runs, run => Assert.Equal((1, true), (run.Checkpoints, run.IsComplete)));
        Assert.Equal(report.Runs.OrderByDescending(run => run.RowBytes + run.OwnPageBytes), report.Runs);
    }

    [Fact]
    public void What_a_collection_would_free_is_what_it_frees()
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        using var store = scene.Open();
        var before = store.MeasureUsage();
        Assert.InRange(before.UnusedPageBytes!.Value, TwoStates, TwoStates + 3000);
        Assert.Equal(store.CollectGarbage(Everything).FreedBytes, before.CollectableBytes);
        var after = store.MeasureUsage();
        Assert.Equal((0, 0), (after.UnusedPageBytes, after.CollectableBytes));
        Assert.Equal(before.Runs.Select(run => (run.Key, run.OwnPageBytes)), after.Runs.Select(run => (run.Key, run.OwnPageBytes)));
    }

    [Fact]
    public void Rows_of_merged_segments_are_shared_out_by_their_number()
    {
        var scene = new CollectionScene(new SimulatedDisk());
        using var store = scene.Open();
        var keys = ((int[])[10, 20, 30, 40]).Select(rows => Log(store, rows)).ToArray();
        store.Compact();
        store.Apply(store.PlanDeletion([keys[0]]));

        var report = store.MeasureUsage();

        Assert.Equal(keys[1..].Reverse(), report.Runs.Select(run => run.Key));
        Assert.Equal(Of(report, UsageKind.LoopSegments).Bytes, report.Runs.Sum(run => run.RowBytes) + report.DeletedRowBytes);
        var shares = report.Runs.Select(run => run.RowBytes).Append(report.DeletedRowBytes).ToArray();
        // One segment has a row of each run, and the other has 10 rows more of each than of the one before.
        Assert.Equal(2, Of(report, UsageKind.LoopSegments).Files);
        var steps = shares.Zip(shares.Skip(1), (more, less) => more - less).ToArray();
        Assert.All(steps, step => Assert.InRange(step, Math.Max(100, steps[0] - 4), steps[0] + 4));
    }

    [Fact]
    public void Replaced_files_that_a_snapshot_keeps_wait_for_deletion()
    {
        var scene = new CollectionScene(new SimulatedDisk());
        using var store = scene.Open();
        Log(store, 5);
        Log(store, 5);
        var before = store.MeasureUsage();
        Assert.Equal((0, 0), (before.RemovedBytes, before.RemovedFiles));
        using (var snapshot = store.TakeSnapshot())
        {
            Assert.True(store.Compact().Merges > 0);
            var waiting = store.MeasureUsage();
            Assert.True(waiting.RemovedFiles >= 2);
            Assert.Equal(waiting.RemovedBytes, Of(waiting, UsageKind.UnnamedSegments).Bytes);
            Assert.True(waiting.RemovedBytes >= Of(before, UsageKind.LoopSegments).Bytes);
        }
    }

    [Fact]
    public void Run_in_progress_is_listed_with_its_checkpoints()
    {
        var scene = new CollectionScene(new SimulatedDisk());
        using var store = scene.Open();
        using var run = store.BeginRun(Sample.Header());
        CheckpointSample.Write(run, ("w1", State(1)), ("w2", State(2)));
        var report = store.MeasureUsage();
        var usage = Assert.Single(report.Runs);
        Assert.Equal(RunState.Running, usage.Info?.State);
        Assert.Equal(1, usage.Checkpoints);
        Assert.InRange(usage.OwnPageBytes, TwoStates, TwoStates + 3000);
        Assert.Equal(0, report.UnusedPageBytes);
    }

    [Fact]
    public void Damaged_checkpoint_is_told_of_and_the_rest_is_known()
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        using var store = scene.Open();
        using (var snapshot = store.TakeSnapshot()) DamagePage(scene.Disk, snapshot.Checkpoints[0].Root);
        var report = store.MeasureUsage();
        Assert.Contains("are not those that were written", Assert.Single(report.Problems), StringComparison.Ordinal);
        var damaged = Assert.Single(report.Runs, run => !run.IsComplete);
        Assert.Equal(1, damaged.Checkpoints);
        Assert.InRange(report.Runs.Single(run => run.IsComplete).OwnPageBytes, TwoStates / 2, TwoStates + 3000);
        Assert.Null(report.CollectableBytes);
        Assert.Null(report.UnusedPageBytes);
    }

    [Fact]
    public void Loss_of_any_file_is_no_exception()
    {
        var template = WithDeletedRun(new SimulatedDisk()).Disk;
        int told = 0;
        foreach (var file in template.ListTree(Folder).Where(file => Path.GetFileName(file.Path) != "format"))
        {
            var disk = template.AfterKill();
            using var store = Open(disk);
            store.MeasureUsage();
            disk.Delete(file.Path);
            var report = store.MeasureUsage();
            Assert.Equal(disk.ListTree(Folder).Sum(left => left.Bytes), report.Bytes);
            bool isNeeded = Path.GetExtension(file.Path) is ".arrow" or ".pack";
            if (isNeeded) Assert.NotEmpty(report.Problems);
            Assert.Equal(report.Problems.IsEmpty, report.CollectableBytes is not null);
            if (isNeeded) told++;
        }

        Assert.InRange(told, 5, 100);
    }

    [Fact]
    public void Damage_of_any_byte_is_no_exception_and_hides_no_file()
    {
        var template = WithDeletedRun(new SimulatedDisk()).Disk;
        var paths = template.ListTree(Folder).Where(file => file.Bytes > 0 && Path.GetFileName(file.Path) != "format").Select(file => file.Path).ToList();
        var random = new Random(11);
        for (int round = 0; round < 300; round++)
        {
            var disk = template.AfterKill();
            string path = paths[round % paths.Count];
            var bytes = disk.ReadAll(path);
            int at = random.Next(random.Next(2) == 0 ? bytes.Length : Math.Min(bytes.Length, 128));
            bytes[at] ^= (byte)(1 << random.Next(8));
            disk.Replace(path, bytes);
            using var store = Open(disk);
            var report = store.MeasureUsage();
            Assert.True(disk.ListTree(Folder).Sum(file => file.Bytes) == report.Bytes, $"{path}, byte {at}");
            Assert.All(report.Runs, run => Assert.True(run is { RowBytes: >= 0, OwnPageBytes: >= 0, SharedPageBytes: >= 0 } && run.OwnPageBytes < 4 * TwoStates, $"{path}, byte {at}"));
        }
    }

    [Fact]
    public void Reading_that_fails_is_told_of_or_refused_and_nothing_is_made_up()
    {
        var template = WithDeletedRun(new SimulatedDisk()).Disk;
        using var sound = Open(template.AfterKill());
        var expected = sound.MeasureUsage();
        int reads = 0;
        int told = 0;
        for (int failing = 0; failing <= reads; failing++)
        {
            var disk = template.AfterKill();
            using var store = Open(disk);
            int read = 0;
            bool Fails(DiskOperation operation) => operation is (DiskOperation.Open or DiskOperation.Read or DiskOperation.Map or DiskOperation.List) && read++ == failing;
            disk.Fault = (operation, _) => Fails(operation) ? DiskFault.Error : DiskFault.None;
            try
            {
                var report = store.MeasureUsage();
                Assert.All(report.Runs, run => Assert.True(run.OwnPageBytes <= expected.Runs.Single(known => known.Key == run.Key).OwnPageBytes));
                if (!report.Problems.IsEmpty) told++;
                else Assert.Equal(expected.Runs.Select(run => (run.Key, run.OwnPageBytes, run.IsComplete)), report.Runs.Select(run => (run.Key, run.OwnPageBytes, run.IsComplete)));
            }
            catch (StoreException)
            {
                told++;
            }

            reads = Math.Max(reads, read);
        }

        Assert.InRange(told, 5, reads);
    }

    [Fact]
    public void Measuring_changes_nothing()
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        using var store = scene.Open();
        int operations = scene.Disk.Operations;
        store.MeasureUsage();
        Assert.Equal(operations, scene.Disk.Operations);
    }

    [Fact]
    public void Cancelled_measurement_ends()
    {
        var scene = WithDeletedRun(new SimulatedDisk());
        using var store = scene.Open();
        Assert.Throws<OperationCanceledException>(() => store.MeasureUsage(new CancellationToken(canceled: true)));
    }

    private static KindUsage Of(UsageReport report, UsageKind kind) => report.Kinds.Single(usage => usage.Kind == kind);

    /// <summary>All files, links not followed.</summary>
    private static IEnumerable<FileInfo> Walk(string folder)
    {
        var here = new DirectoryInfo(folder);
        return here.GetFiles().Where(file => file.LinkTarget is null)
            .Concat(here.GetDirectories().Where(below => below.LinkTarget is null).SelectMany(below => Walk(below.FullName)));
    }

    private static void Record(FlorStore store, params int[] seeds)
    {
        using var run = store.BeginRun(Sample.Header());
        run.Log(ContextId.Root, "n", CellValue.Of(1L));
        CheckpointSample.Write(run, [.. seeds.Select(seed => ($"w{seed}", State(seed)))]);
        run.Finish(RunState.Completed);
    }

    /// <summary>Records a run of so many iterations, and ends it.</summary>
    private static RunKey Log(FlorStore store, int rows)
    {
        using var run = store.BeginRun(Sample.Header());
        for (int row = 0; row < rows; row++)
        {
            var context = run.EnterIteration(ContextId.Root, "epoch", row, CellValue.Of((long)row));
            run.Log(context, "loss", CellValue.Of(0.5 * row));
        }

        run.Finish(RunState.Completed);
        return run.Run;
    }

    /// <summary>Flips a bit in the content of a page, wherever it is.</summary>
    private static void DamagePage(SimulatedDisk disk, PageHash page)
    {
        var hash = new byte[16];
        BitConverter.TryWriteBytes(hash, page.High);
        BitConverter.TryWriteBytes(hash.AsSpan(8), page.Low);
        foreach (var file in disk.ListTree(Folder).Where(file => file.Path.EndsWith(".pack", StringComparison.Ordinal)))
        {
            var pack = disk.ReadAll(file.Path);
            int at = pack.AsSpan().IndexOf(hash);
            if (at < 0) continue;
            pack[at + hash.Length] ^= 1;
            disk.Replace(file.Path, pack);
        }
    }
}
