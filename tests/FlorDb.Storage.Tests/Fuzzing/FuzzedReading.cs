using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Recovery;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Fuzzing;

/// <summary>
/// Does with a store all that may be done with one that is damaged: opens it, reads everything, checks it, repairs it and reads it again. Nothing may
/// throw anything but a <see cref="StoreException"/>, or take much memory.
/// </summary>
internal sealed class FuzzedReading(DiskImage image)
{
    private const long AllocationMax = 192 << 20;
    private readonly SimulatedDisk _disk = new(image);
    private readonly List<(string Key, string Value)> _items = [];

    /// <summary>All that was read, before and after the repair; an item may come several times.</summary>
    public IReadOnlyList<(string Key, string Value)> Items => _items;

    /// <summary>Does all of it.</summary>
    public void Run()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read();
        Try(() => FlorStore.Verify(Workload.Folder, _disk));
        Try(() => FlorStore.Repair(Workload.Folder, _disk));
        Try(() => FlorStore.Verify(Workload.Folder, _disk));
        Read();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocationMax);
    }

    private void Read() => Try(() =>
    {
        using var store = FlorStore.Open(Workload.Folder, Workload.OptionsAt(new ManualTime()), _disk);
        Try(() =>
        {
            using var snapshot = store.TakeSnapshot();
            Read(snapshot);
        });
        Try(() => store.MeasureUsage());
        Try(() => store.Compact());
        Try(() => store.CollectGarbage());
    });

    private void Read(StoreSnapshot snapshot)
    {
        Keep(() => StoreItems.OfRuns(snapshot));
        foreach (var table in snapshot.Tables) Keep(() => StoreItems.OfTable(table));
        Keep(() => StoreItems.OfLoopEnds(snapshot));
        Try(() =>
        {
            foreach (var checkpoint in snapshot.Checkpoints)
                Keep(() => snapshot.OpenCheckpoint(checkpoint).Entries.Sum(entry => entry.Length) > 1 << 20 ? [] : [StoreItems.OfCheckpoint(snapshot, checkpoint)]);
        });
        Try(() => snapshot.ReadSummaries());
    }

    private void Keep(Func<IEnumerable<(string Key, string Value)>> read) => Try(() =>
    {
        foreach (var item in read()) _items.Add(item);
    });

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (StoreException)
        {
            // It says what is wrong.
        }
    }
}
