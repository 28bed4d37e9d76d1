using System.Globalization;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>
/// A program of the store's public calls, made up from a seed, on a simulated disk, with a ledger of what the store has acknowledged. The handles are
/// left open, as a process that is killed leaves them.
/// </summary>
internal sealed class Workload(SimulatedDisk disk, int seed, Ledger ledger, Durability durability = Durability.Iteration)
{
    public const string Folder = $"{SimulatedDisk.Project}/.flor";

    private static readonly string[] Loops = ["epoch", "step", "fold"];
    private static readonly int[] Pieces = [0, 8, 300, 700, 1500, 66_000];
    private static readonly string[] Names = ["loss", "accuracy", "note", "matrix"];
    private readonly Random _random = new(seed);
    private readonly ManualTime _time = new();
    private readonly Housekeeping _housekeeping = new(disk, ledger);
    private readonly List<WorkloadHandle> _handles = [];
    private readonly List<RecordedRun> _runs = [];
    private readonly List<RunKey> _known = [];
    private readonly List<string> _trace = [];
    private int _labels;

    public int Seed => seed;

    /// <summary>The ledger.</summary>
    public Ledger Ledger => ledger;

    /// <summary>The steps so far, for people.</summary>
    public string Trace => string.Join("; ", _trace);

    /// <summary>How many steps have failed with a <see cref="StoreException"/>.</summary>
    public int Failures { get; private set; }

    private StoreOptions Options => OptionsAt(_time) with { Durability = durability };

    /// <summary>Options with small files, so that little happens without a change of file.</summary>
    public static StoreOptions OptionsAt(TimeProvider time) => new() { WalBytes = 4096, CommitInterval = TimeSpan.FromSeconds(3), Time = time };

    /// <summary>Performs a number of steps.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="afterStep">Is called after each.</param>
    public void Run(int steps, Action afterStep)
    {
        Step("open", Open);
        for (int i = 0; i < steps; i++)
        {
            _time.Pass(TimeSpan.FromMicroseconds(_random.Next(1, 5_000_000)));
            if (_handles.Count == 0) Step("open", Open);
            else TakeStep();
            afterStep();
        }
    }

    /// <summary>Records a run with every piece of state that checkpoints of workloads consist of, and finishes it.</summary>
    public void RecordOneOfEach()
    {
        if (_handles.Count == 0) Open();
        BeginRun();
        var run = _runs[^1];
        run.Enter(run.Open[0], "epoch", CellValue.Null);
        run.Log(run.Open[^1], "loss", CellValue.Of(0.5));
        for (int piece = 0; piece < Pieces.Length; piece++) run.Checkpoint(run.Open[^1], [("net", "bytes", Piece(piece))]);
        run.Commit();
        _runs.Remove(run);
        run.Finish(RunState.Completed, null);
    }

    /// <summary>Does each of the chores of whoever keeps the store, in their order.</summary>
    public void Housekeep()
    {
        if (_handles.Count == 0) Step("open", Open);
        if (_handles.Count == 0) return;
        foreach (var (name, chore) in _housekeeping.Chores) Step(name, () => chore(_handles[0].Store, _random));
    }

    /// <summary>Closes all handles in order.</summary>
    public void Close()
    {
        while (_handles.Count > 0) Step("close", CloseHandle);
    }

    private void TakeStep()
    {
        int choice = _random.Next(100);
        if (_runs.Count == 0 || choice < 4) Step("begin run", BeginRun);
        else if (choice < 7 && _known.Count > 0) Step("begin replay", BeginReplay);
        else if (choice < 9 && _handles.Count < 2) Step("open", Open);
        else if (choice < 11) Step("close", CloseHandle);
        else if (choice < 14) Step("read", Read);
        else if (choice < 16) Step("ring", Ring);
        else if (choice < 20) HousekeepSomething();
        else StepOf(_runs[_random.Next(_runs.Count)], choice);
    }

    private void HousekeepSomething()
    {
        int choice = _random.Next(_housekeeping.Chores.Count + 1);
        if (choice == _housekeeping.Chores.Count) Step("rewrite the manifest", _housekeeping.RewriteManifest);
        else Step(_housekeeping.Chores[choice].Name, () => _housekeeping.Chores[choice].Do(AnyHandle().Store, _random));
        _known.RemoveAll(run => ledger.IsDeleted(StoreItems.Run(run)));
    }

    private void StepOf(RecordedRun run, int choice)
    {
        var at = run.Open[^1];
        if (_random.Next(3) == 0) at = run.Open[_random.Next(run.Open.Count)];
        switch (choice)
        {
            case < 40 when at.Path.Depth < 3: Step("enter", () => run.Enter(at, Loops[at.Path.Depth > 0 ? at.Path.Depth : _random.Next(2) * 2], LoopValue())); break;
            case < 48 when at.Path.Depth > 0: Step("end loop", () => run.EndLoop(at, _random.Next(4) > 0)); break;
            case < 52: Step("argument", () => run.SetArgument(Value())); break;
            case < 84: Step("log", () => run.Log(at, Names[_random.Next(Names.Length)], Value())); break;
            case < 90: Step("commit", run.Commit); break;
            case < 95 when !run.IsReplay: Step("checkpoint", () => run.Checkpoint(at, State())); break;
            case < 99: Step("finish", () => Finish(run)); break;
            default: Step("abandon", () => Abandon(run)); break;
        }
    }

    private void Open()
    {
        var store = FlorStore.OpenOrCreate(Folder, Options, disk);
        if (_known.Count == 0)
        {
            using var snapshot = store.TakeSnapshot();
            _known.AddRange(snapshot.Runs.Select(run => run.Key));
        }

        _handles.Add(new WorkloadHandle(store, ledger, Options));
    }

    private WorkloadHandle AnyHandle() => _handles[_random.Next(_handles.Count)];

    private void CloseHandle()
    {
        var handle = AnyHandle();
        _handles.Remove(handle);
        _runs.RemoveAll(run => run.Handle == handle);
        handle.Store.Dispose();
    }

    private void BeginRun()
    {
        var handle = AnyHandle();
        string label = string.Create(CultureInfo.InvariantCulture, $"run {_labels++}");
        var header = Sample.Header(label) with { Key = RunKey.Create(_time.GetUtcNow()), Timestamp = Instant.Truncate(_time.GetUtcNow()) };
        var item = (StoreItems.Run(header.Key), StoreItems.ValueOf(header));
        var run = new RecordedRun(handle, _time, header.Key, null, () => handle.Store.BeginRun(header), item);
        run.Begin();
        _runs.Add(run);
        _known.Add(header.Key);
    }

    private void BeginReplay()
    {
        var handle = AnyHandle();
        var header = Sample.Replay(_known[_random.Next(_known.Count)], "loss", "note");
        var item = (StoreItems.Replay(header.Run, header.Key), StoreItems.ValueOf(header));
        var replay = new RecordedRun(handle, _time, header.Run, header.Key, () => handle.Store.BeginReplay(header), item);
        replay.Begin();
        _runs.Add(replay);
    }

    private void Finish(RecordedRun run)
    {
        _runs.Remove(run);
        if (_random.Next(4) == 0) run.Finish(RunState.Failed, "out of memory");
        else run.Finish(RunState.Completed, null);
    }

    private void Abandon(RecordedRun run)
    {
        _runs.Remove(run);
        run.Abandon();
    }

    /// <summary>Another process looks at the store: it sees all that was logged.</summary>
    private void Read()
    {
        var before = ledger.Mark();
        using var store = FlorStore.Open(Folder, Options, disk);
        using var snapshot = store.TakeSnapshot();
        var fault = ledger.FindFault(StoreItems.Of(snapshot), before, ledger.Mark(), writer => writer.Logged);
        Assert.True(fault is null, $"A reader beside the writers: {fault}");
    }

    /// <summary>The flushes of all writers that are due run. One that fails is told of by the writer's next call only.</summary>
    private void Ring()
    {
        _time.Ring();
        if (disk.Failures > 0) return;
        foreach (var handle in _handles) handle.AfterRing();
    }

    private CellValue LoopValue() => _random.Next(3) == 0 ? CellValue.Null : CellValue.Of((long)_random.Next());

    private CellValue Value() => _random.Next(12) switch
    {
        0 => CellValue.Of(new string('x', _random.Next(200, 900))),
        1 => CellValue.Of(new TensorValue(ElementType.Float64, [3, 4], Bytes(96))),
        < 7 => CellValue.Of(_random.NextDouble()),
        _ => Sample.Values[_random.Next(Sample.Values.Count)],
    };

    /// <summary>State of a checkpoint; few different pieces, so that checkpoints share pages.</summary>
    private List<(string Name, string Description, byte[] Bytes)> State()
    {
        var entries = new List<(string, string, byte[])> { ("net", "float32[2]", Piece(_random.Next(Pieces.Length))) };
        if (_random.Next(2) == 0) entries.Add(("optimizer", "bytes", Piece(_random.Next(Pieces.Length))));
        return entries;
    }

    private static byte[] Piece(int number)
    {
        var piece = new byte[Pieces[number]];
        new Random(number).NextBytes(piece.AsSpan(0, Math.Min(piece.Length, 2000)));
        return piece;
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private void Step(string name, Action step)
    {
        _trace.Add(name);
        try
        {
            step();
        }
        catch (StoreException failure)
        {
            Failures++;
            _trace.Add($"({failure.Message})");
        }
    }
}
