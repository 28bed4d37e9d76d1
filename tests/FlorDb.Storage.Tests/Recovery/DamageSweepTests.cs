using System.Globalization;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>
/// Each file of a small store with every kind of file is damaged in every place. The store then gives all that was recorded, or says what is wrong and
/// gives nothing that is false; opening it never ends in anything but a <see cref="StoreException"/>, and never takes much memory.
/// </summary>
public class DamageSweepTests
{
    private const long AllocationMax = 64 << 20;
    private static readonly Lazy<(DiskImage Image, Dictionary<string, string> Items)> Store = new(Record);

    [Fact]
    public void Flipped_bit_in_any_byte_is_detected_or_harmless()
    {
        int step = TestScale.Of(61, 1, 1);
        int bits = TestScale.Of(1, 1, 8);
        int cases = 0;
        foreach (var (path, content) in Store.Value.Image.Files)
        {
            Parallel.For(0, (content.Length + step - 1) / step, place =>
            {
                int at = place * step;
                for (int bit = 0; bit < bits; bit++)
                {
                    byte[] damaged = [.. content];
                    damaged[at] ^= (byte)(1 << ((at * 5 + bit) % 8));
                    Check(Store.Value.Image.With(path, damaged), $"{path}, byte {at}");
                    Interlocked.Increment(ref cases);
                }
            });
        }

        Report("flipped bits", cases);
    }

    [Fact]
    public void File_cut_at_any_length_is_detected_or_harmless()
    {
        int step = TestScale.Of(83, 7, 1);
        int cases = 0;
        foreach (var (path, content) in Store.Value.Image.Files)
        {
            Parallel.For(0, (content.Length + step - 1) / step, place =>
            {
                Check(Store.Value.Image.With(path, content[..(place * step)]), $"{path}, cut at {place * step}", IsLog(path));
                Interlocked.Increment(ref cases);
            });
        }

        Report("cut files", cases);
    }

    [Fact]
    public void Missing_swapped_and_foreign_files_are_detected_or_harmless()
    {
        var image = Store.Value.Image;
        var foreign = Record().Image.Files.Values.ToList();
        var random = new Random(TestScale.Seed);
        int cases = 0;
        foreach (var (path, content) in image.Files)
        {
            var noise = new byte[content.Length];
            random.NextBytes(noise);
            Check(image.With(path, null), $"{path} is missing", IsLog(path));
            foreach (byte[] other in (byte[][])[new byte[content.Length], noise, [.. content, .. noise], .. image.Files.Values, .. foreign])
            {
                Check(image.With(path, other), $"{path} is another file");
                cases++;
            }

            foreach (var (otherPath, otherContent) in image.Files)
                Check(image.With(path, otherContent).With(otherPath, content), $"{path} and {otherPath} are swapped");
        }

        Report("missing, swapped and foreign files", cases + image.Files.Count * (image.Files.Count + 1));
    }

    /// <summary>Nobody can tell a log whose end is gone from one that was never written so far: what is there is right, and that is all.</summary>
    private static bool IsLog(string path) => path.EndsWith(".wal", StringComparison.Ordinal);

    private static void Check(DiskImage damaged, string what, bool mayLack = false)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var store = FlorStore.Open(Workload.Folder, Workload.OptionsAt(TimeProvider.System), new SimulatedDisk(damaged));
            using var snapshot = store.TakeSnapshot();
            Compare(StoreItems.Of(snapshot), mayLack || snapshot.Notices.Length > 0, what);
        }
        catch (StoreException)
        {
            // The damage was found.
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{what}: {failure.Message}", failure);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocationMax);
    }

    private static void Compare(Dictionary<string, string> found, bool isNoticed, string what)
    {
        var recorded = Store.Value.Items;
        foreach (var (key, value) in found)
            Assert.True(recorded.TryGetValue(key, out string? right) && right == value, $"{what}: false: {key} = {value} instead of {right}");
        if (isNoticed || found.Count == recorded.Count) return;
        Assert.Fail($"{what}: lost without a notice: {recorded.Keys.Except(found.Keys).First()}");
    }

    /// <summary>A store with a finished run and its checkpoint, and the logs and the carry file of a writer that was killed.</summary>
    private static (DiskImage Image, Dictionary<string, string> Items) Record()
    {
        var disk = new SimulatedDisk();
        using (var store = FlorStore.OpenOrCreate(Workload.Folder, Workload.OptionsAt(new ManualTime()), disk))
        {
            var run = store.BeginRun(Sample.Header());
            Training.Record(run, epochs: 1, steps: 2);
            using var checkpoint = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [], CheckpointMoment.AfterLoop, 1));
            checkpoint.Add("state", "bytes", [1, 2, 3, 4]);
            checkpoint.Commit(DateTimeOffset.UnixEpoch, 0);
            run.Finish(RunState.Completed);
        }

        var writer = FlorStore.Open(Workload.Folder, Workload.OptionsAt(new ManualTime()), disk).BeginRun(Sample.Header("second"));
        for (int i = 0; !disk.List($"{Workload.Folder}/wal").Any(name => name.EndsWith(".carry", StringComparison.Ordinal)); i++)
        {
            var step = writer.EnterIteration(ContextId.Root, "step", i, CellValue.Null);
            if (i < 40) writer.Log(step, "n", CellValue.Of(new string('n', 90)));
            else Thread.Sleep(1);
        }

        var image = disk.ImageAfterKill();
        using var reader = FlorStore.Open(Workload.Folder, Workload.OptionsAt(TimeProvider.System), new SimulatedDisk(image));
        using var snapshot = reader.TakeSnapshot();
        Assert.Empty(snapshot.Notices);
        return (image, StoreItems.Of(snapshot));
    }

    private static void Report(string what, int cases) =>
        TestScale.Report(string.Create(CultureInfo.InvariantCulture, $"Damage ({what}): {cases:N0} cases were detected or harmless; seed {TestScale.Seed}."));
}
