using System.Collections.Concurrent;
using FlorDb.Storage.Tests.Io;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>
/// Lets workloads crash at every operation and after every call, goes through the states that the crashes may leave, and checks each: the store opens, gives
/// what it must and nothing else, and gives the same when it is opened again. Equal states are checked once.
/// </summary>
internal sealed class CrashCampaign(int statesPerCrash, Durability durability)
{
    private const int ContinueEvery = 250;
    private readonly ConcurrentDictionary<PageHash, byte> _seen = new();
    private readonly ConcurrentDictionary<PageHash, Dictionary<string, string>> _recovered = new();

    /// <summary>The distinct states that were checked.</summary>
    public int Distinct => _seen.Count;

    /// <summary>Runs one workload from a seed, lets it crash everywhere, and goes on after some of the crashes.</summary>
    public void Run(int seed)
    {
        var random = new Random(seed);
        DiskImage? image = null;
        var ledger = new Ledger();
        for (int phase = 0; phase < 2; phase++)
        {
            var disk = image is null ? new SimulatedDisk() : new SimulatedDisk(image);
            var workload = new Workload(disk, random.Next(), ledger, durability);
            var crashes = Record(disk, workload, random.Next(4) == 0 ? random.Next(10, 30) : random.Next(3, 10));
            Assert.True(workload.Failures == 0, $"seed {seed}: {workload.Trace}");
            var states = crashes.SelectMany(crash => States(crash, random)).ToList();
            foreach (var state in states) Check(state, workload, $"seed {seed}, phase {phase}, {workload.Trace}", random);
            image = states[random.Next(states.Count)].Image;
            ledger = new Ledger(Read(new SimulatedDisk(image)));
        }
    }

    private static List<Crash> Record(SimulatedDisk disk, Workload workload, int steps)
    {
        var crashes = new List<Crash>();
        void Keep()
        {
            var before = workload.Ledger.Mark();
            var (killed, power) = (disk.ImageAfterKill(), disk.AtPowerLoss());
            var after = workload.Ledger.Mark();
            lock (crashes) crashes.Add(new Crash(killed, power, before, after));
        }

        disk.BeforeOperation = Keep;
        workload.Run(steps, Keep);
        workload.Close();
        Keep();
        return crashes;
    }

    private IEnumerable<State> States(Crash crash, Random random)
    {
        yield return new State(crash.Killed, crash, writer => writer.Logged);
        foreach (var image in crash.Power.States(statesPerCrash, random)) yield return new State(image, crash, writer => writer.Committed);
    }

    private void Check(State state, Workload workload, string context, Random random)
    {
        if (!_seen.TryAdd(state.Image.Hash(), 0)) return;
        try
        {
            var disk = new SimulatedDisk(state.Image);
            var first = Open(disk, out var recovered);
            var fault = workload.Ledger.FindFault(first, state.Crash.Before, state.Crash.After, state.MustSurvive);
            Assert.True(fault is null, fault);
            if (random.Next(ContinueEvery) > 0) return;
            CrashInRecovery(state.Image, first, random);
            GoOn(recovered, first);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{context}: {failure.Message}", failure);
        }
    }

    /// <summary>A crash inside of the recovery changes nothing.</summary>
    private void CrashInRecovery(DiskImage image, Dictionary<string, string> items, Random random)
    {
        var disk = new SimulatedDisk(image);
        var ledger = new Ledger(items);
        var workload = new Workload(disk, 0, ledger);
        foreach (var state in Record(disk, workload, steps: 0).Where(_ => random.Next(8) == 0).SelectMany(crash => States(crash, random)))
        {
            if (!_seen.TryAdd(state.Image.Hash(), 0)) continue;
            var fault = ledger.FindFault(Open(new SimulatedDisk(state.Image), out _), state.Crash.Before, state.Crash.After, state.MustSurvive);
            Assert.True(fault is null, $"crash in recovery: {fault}");
        }
    }

    /// <summary>A recovered store takes new records and can be kept, and all that is right survives the worst that a power loss can do.</summary>
    private static void GoOn(DiskImage recovered, Dictionary<string, string> items)
    {
        var disk = new SimulatedDisk(recovered);
        var ledger = new Ledger(items);
        var workload = new Workload(disk, 0, ledger);
        workload.RecordOneOfEach();
        workload.Housekeep();
        Assert.True(workload.Failures == 0, workload.Trace);
        var mark = ledger.Mark();
        var left = disk.AtPowerLoss().States(1, new Random(0)).First();
        var fault = ledger.FindFault(Read(new SimulatedDisk(left)), mark, mark, writer => writer.Committed);
        Assert.True(fault is null, $"after going on: {fault}");
    }

    /// <summary>
    /// Opens a store as the next process does, twice. Many crashes are recovered to one and the same disk; what that disk holds is read once, by the process
    /// that recovered and by the one after it.
    /// </summary>
    private Dictionary<string, string> Open(SimulatedDisk disk, out DiskImage recovered)
    {
        using var store = FlorStore.OpenOrCreate(Workload.Folder, Workload.OptionsAt(TimeProvider.System), disk);
        recovered = disk.ImageAfterKill();
        var hash = HashOf(recovered);
        if (_recovered.TryGetValue(hash, out var known)) return known;
        var first = Read(store);
        var again = new SimulatedDisk(recovered);
        Assert.Equal(Describe(first), Describe(Read(again)));
        Assert.Equal(hash, HashOf(again.ImageAfterKill()));
        _recovered.TryAdd(hash, first);
        return first;
    }

    /// <summary>Lock files come and go as somebody looks.</summary>
    private static PageHash HashOf(DiskImage image) => image.Without($"{Workload.Folder}/locks").Hash();

    private static Dictionary<string, string> Read(SimulatedDisk disk)
    {
        using var store = FlorStore.OpenOrCreate(Workload.Folder, Workload.OptionsAt(TimeProvider.System), disk);
        return Read(store);
    }

    private static Dictionary<string, string> Read(FlorStore store)
    {
        using var snapshot = store.TakeSnapshot();
        return StoreItems.Of(snapshot);
    }

    private static string Describe(Dictionary<string, string> items) => string.Join('\n', items.Select(item => $"{item.Key}: {item.Value}").Order(StringComparer.Ordinal));

    private sealed record Crash(DiskImage Killed, CrashPoint Power, LedgerMark Before, LedgerMark After);

    private sealed record State(DiskImage Image, Crash Crash, Func<Ledger.Progress, int> MustSurvive);
}
