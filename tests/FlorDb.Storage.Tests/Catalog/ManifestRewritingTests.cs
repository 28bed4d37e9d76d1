using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Tests.Catalog;

public class ManifestRewritingTests
{
    private static readonly StoreLayout Layout = new("/store");

    [Fact]
    public void Manifest_written_anew_says_the_same_in_fewer_bytes()
    {
        var disk = CreateStore();
        var manifest = new Manifest(disk, Layout);
        Fill(manifest);
        long before = disk.ReadAll(Layout.Manifest).Length;
        string said = Describe(manifest.Refresh());
        manifest.Rewrite();
        Assert.True(disk.ReadAll(Layout.Manifest).Length < before);
        Assert.Equal(said, Describe(manifest.Refresh()));
        Assert.Equal(said, Describe(new Manifest(disk, Layout).Refresh()));
    }

    [Fact]
    public void Handle_that_knew_the_old_file_reads_the_new_one_and_appends_to_it()
    {
        var disk = CreateStore();
        var first = new Manifest(disk, Layout);
        var second = new Manifest(disk, Layout);
        Fill(first);
        Fill(second, 100);
        first.Rewrite();
        second.Append(_ => [Pack("after")]);
        first.Append(_ => [Pack("last")]);
        string[] packs = ["after", "last"];
        Assert.Equal(packs, first.Refresh().Packs.Where(packs.Contains));
        Assert.Equal(Describe(first.Refresh()), Describe(second.Refresh()));
        Assert.Equal(Describe(first.Refresh()), Describe(new Manifest(disk, Layout).Refresh()));
    }

    [Fact]
    public void Long_log_is_written_anew_by_itself()
    {
        var disk = CreateStore();
        var manifest = new Manifest(disk, Layout);
        string longName = new('n', 100_000);
        for (int i = 0; i < 30; i++)
        {
            manifest.Append(_ => [new ManifestItem.PackSealed($"{longName}{i}")]);
            manifest.Append(_ => [new ManifestItem.PacksReplaced([$"{longName}{i}"], []), new ManifestItem.FilesReclaimed([$"pages/{longName}{i}"])]);
        }

        Assert.InRange(disk.ReadAll(Layout.Manifest).Length, 0, 1_700_000);
        Assert.Equal(30, manifest.Refresh().Epoch);
        Assert.Empty(manifest.Refresh().Removed);
    }

    [Fact]
    public void Crash_at_any_operation_leaves_the_old_file_or_the_new_one()
    {
        var disk = CreateStore();
        var manifest = new Manifest(disk, Layout);
        Fill(manifest);
        string said = Describe(manifest.Refresh());
        var random = new Random(3);
        var states = new List<SimulatedDisk>();
        bool isAppended = false;
        disk.BeforeOperation = () =>
        {
            isAppended |= disk.List("/store").Any(IsTemporary);
            if (isAppended) states.AddRange([disk.AfterKill(), disk.AfterPowerLoss(random)]);
        };
        manifest.Rewrite();
        states.Add(disk.AfterPowerLoss(random));
        disk.BeforeOperation = () => { };
        Assert.True(states.Count > 8);
        foreach (var left in states)
        {
            Assert.Equal(said, Describe(new Manifest(left, Layout).Refresh()));
            new Manifest(left, Layout).Rewrite();
            Assert.Equal(said, Describe(new Manifest(left, Layout).Refresh()));
            Assert.DoesNotContain(left.List("/store"), IsTemporary);
        }
    }

    [Fact]
    public void Failure_of_any_operation_leaves_a_manifest_that_goes_on()
    {
        for (int failing = 1; failing < 20; failing++)
        {
            var disk = CreateStore();
            var manifest = new Manifest(disk, Layout);
            Fill(manifest);
            string said = Describe(manifest.Refresh());
            disk.FailingOperation = disk.Operations + failing;
            Record.Exception(manifest.Rewrite);
            disk.FailingOperation = int.MaxValue;
            Assert.Equal(said, Describe(manifest.Refresh()));
            manifest.Append(_ => [Pack("later")]);
            Assert.Contains("later", new Manifest(disk, Layout).Refresh().Packs);
        }
    }

    [Fact]
    public void Writers_that_left_nothing_behind_are_forgotten_and_others_are_not()
    {
        var disk = CreateStore();
        var manifest = new Manifest(disk, Layout);
        var (gone, withLog, withCarry, alive) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var writer in (Guid[])[gone, withLog, alive]) manifest.Append(_ => [new ManifestItem.WalRetired(new WalId(writer, 2), 0)]);
        manifest.Append(_ => [new ManifestItem.WalRetired(new WalId(withCarry, 2), 100)]);
        disk.CreateNew(Layout.Wal(new WalId(withLog, 2)), 0).Dispose();
        using var held = disk.TryLock(Layout.WriterLock(alive));
        manifest.Rewrite();
        Assert.Equal(((Guid[])[withLog, withCarry, alive]).Order(), new Manifest(disk, Layout).Refresh().Retired.Keys.Order());
    }

    [Fact]
    public void Damaged_manifest_is_not_written_anew()
    {
        var disk = CreateStore();
        Fill(new Manifest(disk, Layout));
        var bytes = disk.ReadAll(Layout.Manifest);
        bytes[200] ^= 1;
        disk.Replace(Layout.Manifest, bytes);
        var manifest = new Manifest(disk, Layout);
        Assert.False(manifest.Refresh().IsComplete);
        manifest.Rewrite();
        Assert.Equal(bytes, disk.ReadAll(Layout.Manifest)[..bytes.Length]);
    }

    [Fact]
    public void Damaged_header_hides_no_edit()
    {
        var disk = CreateStore();
        var manifest = new Manifest(disk, Layout);
        Fill(manifest);
        var whole = disk.ReadAll(Layout.Manifest);
        for (int at = 0; at < ManifestHeader.Length; at++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[at] ^= 0x40;
            disk.Replace(Layout.Manifest, bytes);
            var read = new Manifest(disk, Layout).Refresh();
            Assert.Equal(manifest.Refresh().Segments.Length, read.Segments.Length);
            bool isPadding = at >= 36;
            Assert.Equal(isPadding, read.IsComplete);
            if (!isPadding) Assert.Single(read.Notices, notice => notice.File == "manifest");
        }
    }

    [Fact]
    public void Results_of_a_replacement_stand_where_the_first_input_stood()
    {
        var disk = CreateStore();
        var manifest = new Manifest(disk, Layout);
        foreach (string name in (string[])["a", "b", "c", "d", "e"]) manifest.Append(_ => [new ManifestItem.SegmentAdded(Segment(name))]);
        manifest.Append(_ => [new ManifestItem.SegmentsReplaced(["b", "d"], [Segment("b1"), Segment("b2")])]);
        manifest.Append(_ => [new ManifestItem.SegmentsReplaced(["b2", "e"], [Segment("x")])]);
        Assert.Equal(["a", "b1", "x", "c"], Names(manifest.Refresh()));
        Assert.Equal(["a", "b1", "x", "c"], Names(new Manifest(disk, Layout).Refresh()));
        manifest.Rewrite();
        Assert.Equal(["a", "b1", "x", "c"], Names(manifest.Refresh()));
        Assert.Equal([("segments/b", 0), ("segments/d", 0), ("segments/b2", 1), ("segments/e", 1)], manifest.Refresh().Removed.Select(file => (file.Path, file.Epoch)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Edit_that_is_torn_is_cut_off_and_one_whose_segment_is_there_was_damaged(bool isDamage)
    {
        var disk = CreateStore();
        new Manifest(disk, Layout).Append(_ => [Pack("first")]);
        int end = disk.ReadAll(Layout.Manifest).Length;
        new Manifest(disk, Layout).Append(_ => [new ManifestItem.SegmentAdded(Segment("a.arrow"))]);
        if (isDamage) disk.CreateNew(Layout.Segment("a.arrow"), 0).Dispose();
        disk.Replace(Layout.Manifest, disk.ReadAll(Layout.Manifest)[..(end + 20)]);
        var manifest = new Manifest(disk, Layout);
        Assert.False(manifest.Refresh().IsComplete);
        manifest.Append(_ => [Pack("second")]);
        var view = new Manifest(disk, Layout).Refresh();
        Assert.Equal("first second", string.Join(' ', view.Packs));
        Assert.Equal(!isDamage, view.IsComplete);
        Assert.Single(view.Notices);
        Assert.Equal($"manifest-{end}", Assert.Single(disk.List($"{Layout.Folder}/damaged")));
    }

    private static SimulatedDisk CreateStore()
    {
        var disk = new SimulatedDisk();
        FlorStore.OpenOrCreate("/store", null, disk).Dispose();
        return disk;
    }

    /// <summary>Items of every type.</summary>
    private static void Fill(Manifest manifest, int first = 0)
    {
        for (int i = first; i < first + 20; i++)
        {
            var header = Sample.Header($"run {i}");
            manifest.Append(view =>
            [
                new ManifestItem.SegmentAdded(Segment($"segment {i}")), new ManifestItem.RunSealed(header, new RunEnd(RunState.Completed, 10, null)),
                new ManifestItem.ReplaySealed(Sample.Replay(header.Key, "loss"), null), Pack($"pack {i}"),
                new ManifestItem.WalRetired(new WalId(Guid.NewGuid(), 1), i + 1), new ManifestItem.Noticed(new StoreNotice("wal/x", i, "something")),
            ]);
            if (i % 4 == 0) manifest.Append(_ => [new ManifestItem.RunsDeleted([header.Key])]);
            if (i % 4 == 1) manifest.Append(_ => [new ManifestItem.SegmentsReplaced([$"segment {i}", $"segment {i - 1}"], [Segment($"merged {i}")])]);
            if (i % 4 == 2) manifest.Append(view => [new ManifestItem.PackCondemned($"pack {i}", view.Epoch + 1)]);
            if (i % 8 == 2) manifest.Append(_ => [new ManifestItem.PackSpared($"pack {i}")]);
            if (i % 8 == 3) manifest.Append(_ => [new ManifestItem.PacksReplaced([$"pack {i - 1}"], [$"packed {i}"])]);
            if (i % 4 == 3) manifest.Append(_ => [new ManifestItem.CheckpointsDropped(header.Key, [Checkpoint(i)])]);
            if (i % 8 == 7) manifest.Append(view => [new ManifestItem.FilesReclaimed([view.Removed[0].Path])]);
        }
    }

    private static bool IsTemporary(string name) => name.EndsWith(".tmp", StringComparison.Ordinal);

    private static ManifestItem.PackSealed Pack(string name) => new(name);

    private static CheckpointId Checkpoint(int i) =>
        new(new CheckpointPosition(LoopPath.Of("epoch"), [i], CheckpointMoment.IterationEnd, i), new PageHash(7, (ulong)i), DateTimeOffset.UnixEpoch.AddMicroseconds(i));

    private static SegmentInfo Segment(string name) => new(name, SegmentKind.Loop, LoopPath.Of("epoch"), 1, default, null, [], []);

    private static IEnumerable<string> Names(CatalogView view) => view.Segments.Select(segment => segment.Value.FileName);

    private static string Describe(CatalogView view) => string.Join('\n',
    [
        $"epoch {view.Epoch}, {(view.IsComplete ? "complete" : "incomplete")}",
        .. Names(view), .. view.Runs.Select(run => $"{run.Value.Key} {run.Value}"), .. view.Replays.Select(replay => $"{replay.Value.Key}"), .. view.Packs,
        .. view.CondemnedPacks.Select(pack => $"{pack}").Order(), .. view.Notices.Select(notice => $"{notice}"),
        .. view.Retired.Values.Select(retired => $"{retired}").Order(), .. view.DeletedRuns.Select(run => $"{run}").Order(),
        .. view.DroppedCheckpoints.Select(dropped => $"{dropped.Run} {dropped.Checkpoint}").Order(), .. view.Removed.Select(file => $"{file}"),
    ]);
}
