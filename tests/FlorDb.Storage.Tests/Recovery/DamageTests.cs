using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

public class DamageTests
{
    private const string Folder = "/store";
    private static readonly StoreOptions Options = new() { WalBytes = 4096, Durability = Durability.Process };

    [Fact]
    public void Log_cut_at_any_byte_keeps_all_whole_records_before()
    {
        var (disk, wal) = RecordLive(cells: 3);
        var whole = disk.ReadAll(wal);
        int used = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        int seen = 0;
        for (int cut = 0; cut <= used; cut++)
        {
            var left = disk.AfterKill();
            left.Replace(wal, whole[..cut]);
            int cells = CountCells(left, out _);
            Assert.InRange(cells, seen, seen + 1);
            seen = cells;
        }

        Assert.Equal(3, seen);
    }

    [Fact]
    public void Flipped_byte_in_a_log_never_gives_a_false_cell()
    {
        var (disk, wal) = RecordLive(cells: 3);
        var whole = disk.ReadAll(wal);
        int used = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        for (int at = 0; at < used; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x10;
            var left = disk.AfterKill();
            left.Replace(wal, damaged);
            int cells = CountCells(left, out var notices);
            Assert.True(cells == 3 || notices.Any(notice => notice.File.StartsWith("wal/", StringComparison.Ordinal)), $"byte {at}: {cells} cells, no notice");
            Assert.Equal(cells, CountCells(left, out var again));
            Assert.Equal(notices.Count, again.Count);
        }
    }

    [Fact]
    public void Damage_in_the_middle_of_a_log_sets_a_copy_aside()
    {
        var (disk, wal) = RecordLive(cells: 3);
        var damaged = disk.ReadAll(wal);
        damaged[200] ^= 1;
        disk = disk.AfterKill();
        disk.Replace(wal, damaged);
        CountCells(disk, out var notices);
        var notice = Assert.Single(notices);
        Assert.Equal($"wal/{Path.GetFileName(wal)}", notice.File);
        Assert.EndsWith("a record's checksum is wrong: records behind it are not used.", notice.Text, StringComparison.Ordinal);
        Assert.Equal(damaged, disk.ReadAll($"{Folder}/damaged/{Path.GetFileName(wal)}"));
    }

    [Fact]
    public void Flipped_byte_in_a_sealed_store_is_detected_or_harmless()
    {
        var disk = RecordSealed();
        foreach (string folder in (string[])[Folder, $"{Folder}/segments", $"{Folder}/pages"])
        {
            foreach (string name in disk.List(folder))
            {
                string path = $"{folder}/{name}";
                var whole = disk.ReadAll(path);
                for (int at = 0; at < whole.Length; at += whole.Length / 40 + 1)
                {
                    var damaged = (byte[])whole.Clone();
                    damaged[at] ^= 0x04;
                    var left = disk.AfterKill();
                    left.Replace(path, damaged);
                    Assert.True(IsDetectedOrHarmless(left), $"{name}, byte {at}");
                }
            }
        }
    }

    [Theory]
    [InlineData("FlorDB store\nversion 4\n", "has format \"version 4\", and this FlorDB reads versions 1 to 3")]
    [InlineData("something else", "is not the format file of a FlorDB store")]
    public void Store_of_another_version_is_refused(string text, string message)
    {
        using var folder = new TemporaryFolder();
        FlorStore.OpenOrCreate(folder.Store).Dispose();
        File.WriteAllText(Path.Combine(folder.Store, "format"), text);
        Assert.True(FlorStore.Exists(folder.Store));
        foreach (var open in (Func<FlorStore>[])[() => FlorStore.Open(folder.Store), () => FlorStore.OpenOrCreate(folder.Store)])
            Assert.Contains(message, Assert.Throws<StoreException>(open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_without_a_store_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.False(FlorStore.Exists(folder.Store));
        Assert.StartsWith("There is no FlorDB store in ", Assert.Throws<StoreException>(() => FlorStore.Open(folder.Store)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_hides_itself_from_git()
    {
        using var folder = new TemporaryFolder();
        FlorStore.OpenOrCreate(folder.Store).Dispose();
        Assert.Equal("*\n", File.ReadAllText(Path.Combine(folder.Store, ".gitignore")));
    }

    private static (SimulatedDisk Disk, string Wal) RecordLive(int cells)
    {
        var disk = new SimulatedDisk();
        var store = FlorStore.OpenOrCreate(Folder, Options, disk);
        var run = store.BeginRun(Sample.Header());
        for (int i = 0; i < cells; i++) run.Log(ContextId.Root, $"name {i}", CellValue.Of((long)i));
        return (disk.AfterKill(), $"{Folder}/wal/{Assert.Single(disk.List($"{Folder}/wal"))}");
    }

    private static SimulatedDisk RecordSealed()
    {
        var disk = new SimulatedDisk();
        using var store = FlorStore.OpenOrCreate(Folder, Options, disk);
        using var run = store.BeginRun(Sample.Header());
        Training.Record(run, epochs: 2, steps: 2);
        using (var checkpoint = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [], CheckpointMoment.AfterLoop, 2)))
        {
            checkpoint.Add("state", "bytes", [1, 2, 3, 4]);
            checkpoint.Commit(DateTimeOffset.UnixEpoch, 0);
        }

        run.Finish(RunState.Completed);
        return disk.AfterKill();
    }

    private static int CountCells(SimulatedDisk disk, out IReadOnlyList<StoreNotice> notices)
    {
        using var store = FlorStore.Open(Folder, Options, disk);
        using var snapshot = store.TakeSnapshot();
        notices = [.. snapshot.Notices];
        int cells = 0;
        foreach (var name in snapshot.Table(LoopPath.Root)?.Names ?? [])
        {
            Assert.Equal(name.Name, $"name {Cells.InOrder(snapshot, LoopPath.Root, name.Name).Single().AsInt64()}");
            cells++;
        }

        return cells;
    }

    /// <summary>A store either gives all that was recorded, or says what is wrong.</summary>
    private static bool IsDetectedOrHarmless(SimulatedDisk disk)
    {
        try
        {
            using var store = FlorStore.Open(Folder, Options, disk);
            using var snapshot = store.TakeSnapshot();
            if (!snapshot.Notices.IsEmpty) return true;
            var state = new byte[4];
            var checkpoint = snapshot.OpenCheckpoint(Assert.Single(snapshot.Checkpoints));
            checkpoint.Read(checkpoint.Entries[0], state);
            return state is [1, 2, 3, 4] && Training.Describe(snapshot).Count == 6 && snapshot.LoopEnds.Length == 3
                && snapshot.Runs is [{ State: RunState.Completed, Header.RunId: "first" }];
        }
        catch (StoreException)
        {
            return true;
        }
    }
}
