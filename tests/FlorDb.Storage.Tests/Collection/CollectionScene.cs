using FlorDb.Storage.Catalog;
using FlorDb.Storage.Tests.Checkpoints;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Collection;

/// <summary>A store on a simulated disk with runs that share pages; some of the runs are deleted.</summary>
internal sealed class CollectionScene(SimulatedDisk disk)
{
    public const string Folder = "/project/.flor";
    public static readonly CollectionOptions Everything = new() { MinimumDeadShare = 0 };
    private static readonly StoreOptions Options = new() { WalBytes = 4096, CommitInterval = TimeSpan.FromHours(10) };

    public SimulatedDisk Disk => disk;

    public static StoreLayout Layout { get; } = new(Folder);

    /// <summary>Three finished runs, each with a pack of its own. The second one relies on pages of the first, which is deleted.</summary>
    public static CollectionScene WithDeletedRun(SimulatedDisk disk)
    {
        var scene = new CollectionScene(disk);
        var first = scene.Record(1, 2, 3);
        scene.Record(2, 4);
        scene.Record(5);
        scene.Delete(first);
        return scene;
    }

    /// <summary>Made-up state of a page and a half.</summary>
    public static byte[] State(int seed) => CheckpointSample.RandomBytes(100_000, seed);

    public FlorStore Open() => Open(disk);

    public static FlorStore Open(SimulatedDisk disk) => FlorStore.OpenOrCreate(Folder, Options, disk);

    /// <summary>Records a run with one checkpoint of several pieces of state, and ends it.</summary>
    public RunKey Record(params int[] seeds)
    {
        using var store = Open();
        using var run = store.BeginRun(Sample.Header());
        CheckpointSample.Write(run, [.. seeds.Select(seed => ($"w{seed}", State(seed)))]);
        run.Finish(RunState.Completed);
        return run.Run;
    }

    public void Delete(RunKey run) => new Manifest(disk, Layout).Append(_ => [new ManifestItem.RunsDeleted([run])]);

    public CollectionReport Collect(CollectionOptions? options = null)
    {
        using var store = Open();
        return store.CollectGarbage(options ?? Everything);
    }

    /// <summary>The bytes of all packs and indexes.</summary>
    public long PageBytes() => disk.List(Layout.PageFolder).Sum(name => (long)disk.ReadAll(Layout.Pack(name)).Length);

    /// <summary>Reads every checkpoint and compares it with what was written; returns their number.</summary>
    public static int CheckAll(SimulatedDisk disk)
    {
        using var store = Open(disk);
        using var snapshot = store.TakeSnapshot();
        return CheckAll(snapshot);
    }

    public static int CheckAll(StoreSnapshot snapshot)
    {
        foreach (var info in snapshot.Checkpoints)
        {
            var names = snapshot.OpenCheckpoint(info).Entries.Select(entry => entry.Name);
            var states = CheckpointSample.Read(snapshot, info);
            foreach (var (name, state) in names.Zip(states)) Assert.Equal(State(int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)), state);
        }

        return snapshot.Checkpoints.Length;
    }
}
