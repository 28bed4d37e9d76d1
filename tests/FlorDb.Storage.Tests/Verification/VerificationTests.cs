using FlorDb.Storage.Tests.Golden;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Verification;

public class VerificationTests
{
    private const string Folder = SampleStore.Folder;

    [Fact]
    public void Store_that_is_intact_is_sound_and_all_of_it_is_read()
    {
        foreach (var disk in (SimulatedDisk[])[SampleStore.Sealed(), SampleStore.WithDeadWriter()])
        {
            int operations = disk.Operations;
            var report = FlorStore.Verify(Folder, disk);
            Assert.Empty(report.Findings);
            Assert.True(report.IsSound);
            Assert.Equal(operations, disk.Operations);
            long bytes = ((string[])["segments", "pages"]).Sum(folder => disk.List($"{Folder}/{folder}")
                .Where(name => !name.EndsWith(".index", StringComparison.Ordinal) && !name.EndsWith(".idx", StringComparison.Ordinal))
                .Sum(name => (long)disk.ReadAll($"{Folder}/{folder}/{name}").Length));
            Assert.InRange(report.Bytes, bytes * 9 / 10, long.MaxValue);
            Assert.InRange(report.Files, disk.List($"{Folder}/segments").Count, 1000);
        }
    }

    [Theory]
    [MemberData(nameof(GoldenStoreTests.Versions), MemberType = typeof(GoldenStoreTests))]
    public void Kept_store_is_sound(string version)
    {
        using var copy = new StoreCopy(GoldenStoreTests.Golden(version, "store"));
        Assert.Empty(FlorStore.Verify(copy.Folder).Findings);
        Assert.Empty(FlorStore.Repair(copy.Folder).Actions);
        Assert.Empty(FlorStore.Verify(copy.Folder).Findings);
    }

    [Fact]
    public void Training_that_writes_meanwhile_gives_no_false_finding()
    {
        var disk = new SimulatedDisk();
        using var store = FlorStore.OpenOrCreate(Folder, SampleStore.Options, disk);
        using var run = store.BeginRun(Sample.Header());
        var epoch = run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
        for (int step = 0; step < 120; step++)
        {
            run.Log(run.EnterIteration(epoch, "step", step, CellValue.Null), "n", CellValue.Of((long)step));
            if (step % 20 != 0) continue;
            using (var writer = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [], CheckpointMoment.AfterLoop, step)))
            {
                writer.Add("state", "bytes", BitConverter.GetBytes(step));
                writer.Commit(DateTimeOffset.UnixEpoch, 0);
            }

            Assert.Empty(FlorStore.Verify(Folder, disk).Findings);
        }
    }

    [Fact]
    public void Every_flipped_byte_is_found_or_changes_nothing()
    {
        var whole = SampleStore.Sealed();
        string expected = SampleStore.Read(whole.AfterKill());
        foreach (string path in Files(whole))
        {
            var bytes = whole.ReadAll(path);
            for (int at = 0; at < bytes.Length; at += bytes.Length / 23 + 1)
            {
                var damaged = whole.AfterKill();
                Flip(damaged, path, at);
                bool isSound;
                try
                {
                    isSound = FlorStore.Verify(Folder, damaged).IsSound;
                }
                catch (StoreException)
                {
                    continue;
                }

                if (isSound) Assert.True(expected == SampleStore.Read(damaged), $"{path}, byte {at}");
            }
        }
    }

    [Fact]
    public void Finding_tells_file_content_runs_and_remedy()
    {
        var disk = SampleStore.Sealed();
        string segment = disk.List($"{Folder}/segments").First(name => name.EndsWith("-000.arrow", StringComparison.Ordinal));
        Flip(disk, $"{Folder}/segments/{segment}", 200);
        var finding = FlorStore.Verify(Folder, disk).Findings.First(found => found.File == $"segments/{segment}");
        Assert.Equal(FindingKind.Damage, finding.Kind);
        Assert.Contains("rows of", finding.Held, StringComparison.Ordinal);
        Assert.Contains("checksum", finding.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Runs);
        Assert.Contains("flor repair", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_nobody_knows_are_leftovers()
    {
        var disk = SampleStore.Sealed();
        foreach (string path in (string[])["segments/x.arrow.tmp", "pages/note.txt", "wal/old", "thing"]) disk.CreateNew($"{Folder}/{path}", 3).Dispose();
        var report = FlorStore.Verify(Folder, disk);
        Assert.True(report.IsSound);
        Assert.Equal(["segments/x.arrow.tmp", "pages/note.txt", "wal/old", "thing"], report.Findings.Select(finding => finding.File));
        Assert.All(report.Findings, finding => Assert.Equal(FindingKind.Leftover, finding.Kind));
    }

    [Fact]
    public void Progress_goes_up_to_the_end_and_cancelling_ends_the_check()
    {
        var disk = SampleStore.Sealed();
        var steps = new List<VerificationProgress>();
        FlorStore.Verify(Folder, disk, new Steps(steps.Add));
        Assert.Equal(steps.Select(step => step.BytesDone).Order(), steps.Select(step => step.BytesDone));
        Assert.All(steps, step => Assert.True(step.BytesDone <= step.BytesTotal));
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => FlorStore.Verify(Folder, disk, new Steps(_ => source.Cancel()), source.Token));
    }

    internal static IEnumerable<string> Files(SimulatedDisk disk) =>
        ((string[])["", "/wal", "/segments", "/pages"]).SelectMany(folder => disk.List(Folder + folder).Select(name => $"{Folder}{folder}/{name}"))
        .Where(path => !path.EndsWith(".gitignore", StringComparison.Ordinal) && !path.EndsWith("/format", StringComparison.Ordinal));

    internal static void Flip(SimulatedDisk disk, string path, int at)
    {
        var bytes = (byte[])disk.ReadAll(path).Clone();
        bytes[at] ^= 0x10;
        disk.Replace(path, bytes);
    }

    private sealed class Steps(Action<VerificationProgress> report) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) => report(value);
    }
}
