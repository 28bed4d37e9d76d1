using System.Globalization;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>
/// Each file of two small stores, which have every kind of file between them, is damaged in every place. The store then gives all that was recorded, or says
/// what is wrong and gives nothing that is false; opening it never ends in anything but a <see cref="StoreException"/>, and never takes much memory.
/// </summary>
public class DamageSweepTests
{
    private const long AllocationMax = 64 << 20;
    private static readonly Lazy<Recorded[]> Stores = new(() => [RecordSealed(), RecordKilled()]);

    private static IEnumerable<(Recorded Store, string Path, byte[] Content)> Files =>
        Stores.Value.SelectMany(store => store.Image.Files.Select(file => (store, file.Key, file.Value)));

    [Fact]
    public void Flipped_bit_in_any_byte_is_detected_or_harmless()
    {
        int step = TestScale.Of(61, 1, 1);
        int bits = TestScale.Of(1, 1, 8);
        int cases = 0;
        foreach (var (store, path, content) in Files)
        {
            Parallel.For(0, (content.Length + step - 1) / step, place =>
            {
                int at = place * step;
                for (int bit = 0; bit < bits; bit++)
                {
                    byte[] damaged = [.. content];
                    damaged[at] ^= (byte)(1 << ((at * 5 + bit) % 8));
                    Check(store, store.Image.With(path, damaged), $"{path}, byte {at}");
                    Interlocked.Increment(ref cases);
                }
            });
        }

        Report("flipped bits", cases);
    }

    [Fact]
    public void File_cut_at_any_length_is_detected_or_harmless()
    {
        int step = TestScale.Of(83, 1, 1);
        int cases = 0;
        foreach (var (store, path, content) in Files)
        {
            Parallel.For(0, (content.Length + step - 1) / step, place =>
            {
                Check(store, store.Image.With(path, content[..(place * step)]), $"{path}, cut at {place * step}", IsLog(path));
                Interlocked.Increment(ref cases);
            });
        }

        Report("cut files", cases);
    }

    [Fact]
    public void Missing_swapped_and_foreign_files_are_detected_or_harmless()
    {
        var foreign = RecordSealed().Image.Files.Values.Concat(RecordKilled().Image.Files.Values).ToList();
        var random = new Random(TestScale.Seed);
        int cases = 0;
        foreach (var (store, path, content) in Files)
        {
            var image = store.Image;
            var noise = new byte[content.Length];
            random.NextBytes(noise);
            Check(store, image.With(path, null), $"{path} is missing", IsLog(path));
            foreach (byte[] other in (byte[][])[new byte[content.Length], noise, [.. content, .. noise], .. image.Files.Values, .. foreign])
            {
                Check(store, image.With(path, other), $"{path} is another file");
                cases++;
            }

            foreach (var (otherPath, otherContent) in image.Files)
                Check(store, image.With(path, otherContent).With(otherPath, content), $"{path} and {otherPath} are swapped");
            cases += image.Files.Count + 1;
        }

        Report("missing, swapped and foreign files", cases);
    }

    /// <summary>Nobody can tell a log whose end is gone from one that was never written so far: what is there is right, and that is all.</summary>
    private static bool IsLog(string path) => path.EndsWith(".wal", StringComparison.Ordinal);

    private static void Check(Recorded recorded, DiskImage damaged, string what, bool mayLack = false)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var store = FlorStore.Open(Workload.Folder, Workload.OptionsAt(TimeProvider.System), new SimulatedDisk(damaged));
            using var snapshot = store.TakeSnapshot();
            Compare(recorded.Items, StoreItems.Of(snapshot), mayLack || snapshot.Notices.Length > 0, what);
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

    private static void Compare(Dictionary<string, string> recorded, Dictionary<string, string> found, bool isNoticed, string what)
    {
        foreach (var (key, value) in found)
            Assert.True(recorded.TryGetValue(key, out string? right) && right == value, $"{what}: false: {key} = {value} instead of {right}");
        if (isNoticed || found.Count == recorded.Count) return;
        Assert.Fail($"{what}: lost without a notice: {recorded.Keys.Except(found.Keys).First()}");
    }

    /// <summary>A store with a finished run and its checkpoint. As small as it can be, as there are as many cases as it has bytes.</summary>
    private static Recorded RecordSealed()
    {
        var disk = new SimulatedDisk();
        using (var store = FlorStore.OpenOrCreate(Workload.Folder, Workload.OptionsAt(new ManualTime()), disk))
        {
            var run = store.BeginRun(Sample.Header());
            run.Log(run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Of(0L)), "loss", CellValue.Of(0.5));
            run.EndLoop(ContextId.Root, "epoch", 1, completed: true);
            using var checkpoint = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [], CheckpointMoment.AfterLoop, 1));
            checkpoint.Add("state", "bytes", [1, 2, 3, 4]);
            checkpoint.Commit(DateTimeOffset.UnixEpoch, 0);
            run.Finish(RunState.Completed);
        }

        return Recorded.Of(disk.ImageAfterKill());
    }

    /// <summary>
    /// A store with the log, the carry file and the pack of a writer that was killed. Its run was in one iteration all the time, so that nothing is sealed.
    /// </summary>
    private static Recorded RecordKilled()
    {
        var disk = new SimulatedDisk();
        var run = FlorStore.OpenOrCreate(Workload.Folder, Workload.OptionsAt(new ManualTime()), disk).BeginRun(Sample.Header());
        var epoch = run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
        for (int i = 0; i < 12; i++) run.Log(epoch, "note", CellValue.Of(new string('n', 400)));
        using (var checkpoint = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [0], CheckpointMoment.IterationEnd, 1)))
        {
            checkpoint.Add("state", "bytes", [1, 2, 3, 4]);
            checkpoint.Commit(DateTimeOffset.UnixEpoch, 0);
        }

        Assert.True(SpinWait.SpinUntil(() => HasCarry(disk), TimeSpan.FromMinutes(5)));
        return Recorded.Of(disk.ImageAfterKill());
    }

    private static bool HasCarry(SimulatedDisk disk) =>
        disk.List($"{Workload.Folder}/wal").Select(name => Path.GetExtension(name)).Order(StringComparer.Ordinal).SequenceEqual([".carry", ".wal"]);

    private static void Report(string what, int cases) =>
        TestScale.Report(string.Create(CultureInfo.InvariantCulture, $"Damage ({what}): {cases:N0} cases were detected or harmless; seed {TestScale.Seed}."));

    private sealed record Recorded(DiskImage Image, Dictionary<string, string> Items)
    {
        public static Recorded Of(DiskImage image)
        {
            using var reader = FlorStore.Open(Workload.Folder, Workload.OptionsAt(TimeProvider.System), new SimulatedDisk(image));
            using var snapshot = reader.TakeSnapshot();
            Assert.Empty(snapshot.Notices);
            return new Recorded(image, StoreItems.Of(snapshot));
        }
    }
}
