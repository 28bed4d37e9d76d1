using FlorDb.Storage.Tests.Io;

namespace FlorDb.Storage.Tests.Verification;

public class RepairTests
{
    private const string Folder = SampleStore.Folder;

    [Fact]
    public void Flipped_byte_in_any_file_is_repaired_and_all_that_was_intact_stays()
    {
        foreach (var whole in (SimulatedDisk[])[SampleStore.Sealed(), SampleStore.WithDeadWriter()])
        {
            string expected = SampleStore.Read(whole.AfterKill());
            foreach (string path in VerificationTests.Files(whole))
            {
                var bytes = whole.ReadAll(path);
                for (int at = 3; at < bytes.Length; at += bytes.Length / 5 + 1)
                {
                    var damaged = whole.AfterKill();
                    VerificationTests.Flip(damaged, path, at);
                    CheckRepair(damaged, expected, $"{path}, byte {at} of {bytes.Length}");
                }
            }
        }
    }

    [Fact]
    public void Missing_file_of_any_kind_is_repaired_and_all_that_was_intact_stays()
    {
        var whole = SampleStore.WithDeadWriter();
        string expected = SampleStore.Read(whole.AfterKill());
        foreach (string path in VerificationTests.Files(whole))
        {
            var damaged = whole.AfterKill();
            damaged.Delete(path);
            CheckRepair(damaged, expected, path);
        }
    }

    [Fact]
    public void Lost_manifest_is_made_again_from_the_segments()
    {
        var disk = SampleStore.Sealed();
        string expected = SampleStore.Read(disk.AfterKill());
        disk.Delete($"{Folder}/manifest");
        using (var store = FlorStore.Open(Folder, SampleStore.Options, disk))
        {
            using var snapshot = store.TakeSnapshot();
            Assert.Contains(snapshot.Notices, notice => notice.Text.Contains("flor repair", StringComparison.Ordinal));
            using var run = store.BeginRun(Support.Sample.Header("meanwhile"));
            Assert.Throws<StoreException>(() => run.Finish(RunState.Completed));
        }

        FlorStore.Repair(Folder, disk);
        Assert.True(FlorStore.Verify(Folder, disk).IsSound);
        var lines = SampleStore.Read(disk).Split('\n');
        Assert.Empty(Content(expected).Except(lines));
        Assert.Contains(lines, line => line.Contains("\"meanwhile\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_edit_of_the_manifest_costs_nothing_that_segments_tell(bool isCompacted)
    {
        var whole = isCompacted ? SampleStore.Compacted() : SampleStore.Sealed();
        var expected = Content(SampleStore.Read(whole.AfterKill())).Order(StringComparer.Ordinal).ToList();
        int length = whole.ReadAll($"{Folder}/manifest").Length;
        for (int at = 8; at < length; at += 61)
        {
            var damaged = whole.AfterKill();
            VerificationTests.Flip(damaged, $"{Folder}/manifest", at);
            FlorStore.Repair(Folder, damaged);
            Assert.True(FlorStore.Verify(Folder, damaged).IsSound);
            var left = Content(SampleStore.Read(damaged)).Order(StringComparer.Ordinal).ToList();
            var (lost, surplus) = (expected.Except(left).ToList(), left.Except(expected).ToList());
            Assert.True(lost.Count + surplus.Count == 0, $"byte {at} of {length}: lost are\n{string.Join('\n', lost)}\nand new are\n{string.Join('\n', surplus)}");
            Assert.Equal(expected.Count, left.Count);
        }
    }

    [Fact]
    public void Damaged_format_file_is_written_anew()
    {
        var disk = SampleStore.Sealed();
        string expected = SampleStore.Read(disk.AfterKill());
        VerificationTests.Flip(disk, $"{Folder}/format", 2);
        Assert.False(FlorStore.Verify(Folder, disk).IsSound);
        Assert.Equal("format", Assert.Single(FlorStore.Repair(Folder, disk).Actions).File);
        Assert.Equal(expected, SampleStore.Read(disk));
    }

    [Fact]
    public void Damaged_cells_of_one_column_cost_no_other_cell()
    {
        var whole = SampleStore.Sealed();
        string expected = SampleStore.Read(whole.AfterKill());
        int salvaged = 0;
        foreach (string path in VerificationTests.Files(whole).Where(path => path.EndsWith("-001.arrow", StringComparison.Ordinal)))
        {
            for (int at = 64; at < whole.ReadAll(path).Length; at += 97)
            {
                var damaged = whole.AfterKill();
                VerificationTests.Flip(damaged, path, at);
                var actions = FlorStore.Repair(Folder, damaged).Actions;
                if (!actions.Any(action => action.Text.Contains("cells of", StringComparison.Ordinal))) continue;
                salvaged++;
                Assert.Equal(expected.Split('\n').Length, SampleStore.Read(damaged).Split('\n').Length);
            }
        }

        Assert.True(salvaged > 3, $"{salvaged} segments were salvaged");
    }

    [Fact]
    public void Crash_at_any_operation_of_a_repair_loses_nothing_that_was_intact()
    {
        var disk = SampleStore.Sealed();
        string segment = disk.List($"{Folder}/segments")[0];
        string pack = disk.List($"{Folder}/pages").First(name => name.EndsWith(".pack", StringComparison.Ordinal));
        VerificationTests.Flip(disk, $"{Folder}/segments/{segment}", 150);
        VerificationTests.Flip(disk, $"{Folder}/pages/{pack}", 340);
        VerificationTests.Flip(disk, $"{Folder}/manifest", 100);
        disk = disk.AfterKill();
        var undisturbed = disk.AfterKill();
        FlorStore.Repair(Folder, undisturbed);
        string expected = SampleStore.Read(undisturbed);
        var random = new Random(13);
        var states = new List<SimulatedDisk>();
        disk.BeforeOperation = () => states.AddRange([disk.AfterKill(), disk.AfterPowerLoss(random)]);
        FlorStore.Repair(Folder, disk);
        disk.BeforeOperation = () => { };
        Assert.True(states.Count > 30);
        foreach (var left in states)
        {
            FlorStore.Repair(Folder, left);
            Assert.True(FlorStore.Verify(Folder, left).IsSound);
            Assert.Equal(expected, SampleStore.Read(left));
        }
    }

    /// <summary>After a repair the check is content, the repair has nothing more to do, and everything shown was recorded.</summary>
    private static void CheckRepair(SimulatedDisk damaged, string expected, string place)
    {
        bool wasSound = FlorStore.Verify(Folder, damaged).IsSound;
        FlorStore.Repair(Folder, damaged);
        var report = FlorStore.Verify(Folder, damaged);
        Assert.True(report.IsSound, $"{place}: {string.Join("; ", report.Findings)}");
        Assert.Empty(FlorStore.Repair(Folder, damaged).Actions);
        var lines = Content(SampleStore.Read(damaged)).ToList();
        int lost = Content(expected).Except(lines).Count();
        Assert.True(!wasSound || lost == 0 || place.Contains("/wal/", StringComparison.Ordinal), $"{place}: {lost} lines are lost without a finding");
        Assert.True(lines.Count > 10, $"{place}: {lines.Count} lines are left");
        CheckInvented(lines, expected, place);
    }

    private static void CheckInvented(List<string> lines, string expected, string place)
    {
        var known = Content(expected).ToHashSet();
        foreach (string line in lines.Where(line => !known.Contains(line)))
        {
            // A row of which one column is lost, or which was cut off, shows less than it did.
            string row = string.Join(' ', line.Split(' ').Take(4));
            Assert.True(line.StartsWith("  row", StringComparison.Ordinal) || line.StartsWith("run ", StringComparison.Ordinal), $"{place}: {line}");
            Assert.Contains(known, other => other.StartsWith(row, StringComparison.Ordinal));
        }
    }

    /// <summary>The lines without headings: these change with what is lost.</summary>
    private static IEnumerable<string> Content(string text) =>
        text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("table ", StringComparison.Ordinal) && !line.StartsWith("  name ", StringComparison.Ordinal));
}
