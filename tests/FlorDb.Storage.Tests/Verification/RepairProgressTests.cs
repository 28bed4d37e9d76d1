using FlorDb.Storage.Tests.Io;

namespace FlorDb.Storage.Tests.Verification;

public class RepairProgressTests
{
    private const string Folder = SampleStore.Folder;

    [Fact]
    public void Progress_counts_every_segment_and_pack_once()
    {
        var disk = Damaged();
        long stored = VerificationTests.Files(disk).Where(IsPack).Sum(path => disk.ReadAll(path).LongLength);
        var steps = new List<VerificationProgress>();
        FlorStore.Repair(Folder, disk, new Steps(steps.Add));
        Assert.Equal(steps.Select(step => step.BytesDone), steps.Select(step => step.BytesDone).Order());
        Assert.All(steps, step => Assert.InRange(step.BytesDone, 0, step.BytesTotal));
        long pages = 0, before = 0;
        foreach (var step in steps)
        {
            if (IsPack(step.File)) pages += step.BytesDone - before;
            before = step.BytesDone;
        }

        Assert.InRange(pages, stored / 2, stored);
    }

    [Fact]
    public void Repair_that_is_cancelled_anywhere_does_no_harm_and_the_next_goes_on()
    {
        var whole = Damaged();
        var undisturbed = whole.AfterKill();
        int steps = 0;
        FlorStore.Repair(Folder, undisturbed, new Steps(_ => steps++));
        string expected = SampleStore.Read(undisturbed);
        Assert.True(steps > 20);
        for (int last = 1; last < steps; last++)
        {
            var disk = whole.AfterKill();
            using var source = new CancellationTokenSource();
            int left = last;
            Assert.ThrowsAny<OperationCanceledException>(() => FlorStore.Repair(Folder, disk, new Steps(_ => CountDown()), source.Token));
            FlorStore.Repair(Folder, disk);
            Assert.True(FlorStore.Verify(Folder, disk).IsSound, $"cancelled after {last} of {steps} steps");
            Assert.Equal(expected, SampleStore.Read(disk));

            void CountDown()
            {
                if (--left == 0) source.Cancel();
            }
        }
    }

    /// <summary>A store with damage in a segment, a pack and the manifest.</summary>
    private static SimulatedDisk Damaged()
    {
        var disk = SampleStore.Sealed();
        string segment = disk.List($"{Folder}/segments")[0];
        string pack = disk.List($"{Folder}/pages").First(IsPack);
        VerificationTests.Flip(disk, $"{Folder}/segments/{segment}", 150);
        VerificationTests.Flip(disk, $"{Folder}/pages/{pack}", 340);
        VerificationTests.Flip(disk, $"{Folder}/manifest", 100);
        return disk.AfterKill();
    }

    private static bool IsPack(string path) => path.EndsWith(".pack", StringComparison.Ordinal);

    private sealed class Steps(Action<VerificationProgress> take) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) => take(value);
    }
}
