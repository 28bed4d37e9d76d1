using FlorDb.Storage;
using FlorDb.Torch.CommandLine;
using FlorDb.Torch.Recording;
using FlorDb.Torch.Replaying;
using FlorDb.Torch.Resuming;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Tests.Support;

/// <summary>Records and replays programs inside of the test's process, into a store of its own.</summary>
internal sealed class TrainingStore : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public List<string> Warnings { get; } = [];

    /// <summary>When the recorded programs take checkpoints.</summary>
    public CheckpointPolicy Policy { get; set; } = CheckpointPolicy.EveryIteration;

    /// <summary>Makes further choices for the recorded programs.</summary>
    public Action<FlorOptions> Configure { get; set; } = _ => { };

    /// <summary>The store's folder.</summary>
    public string Folder => _folder.File("store");

    public RunKey Record(Action<Flor> program, params string[] arguments) => Record(OnStoreError.Throw, program, arguments);

    public RunKey Record(OnStoreError onError, Action<Flor> program, params string[] arguments)
    {
        var store = FlorStore.OpenOrCreate(_folder.File("store"));
        var now = DateTimeOffset.UtcNow;
        var header = new RunHeader
        {
            Key = RunKey.Create(now),
            ProjectId = "test",
            RunId = "test",
            Timestamp = now,
            VersionId = new string('0', 40),
            FileName = "Program.cs",
        };
        var options = new FlorOptions { ThrowOnError = true, OnStoreError = onError, Checkpoints = Policy, Progress = false };
        Configure(options);
        var session = new RecordingSession(store.BeginRun(header), store, "test", options, Warnings.Add);
        using var flor = new Flor(session, options, ProgramArgumentsParser.Parse(arguments));
        RunCompanions.Start(session, options);
        program(flor);
        return header.Key;
    }

    /// <summary>Goes on with a run from its newest checkpoint, as another process would.</summary>
    public RunKey Resume(RunKey run, Action<Flor> program, params string[] arguments)
    {
        var store = FlorStore.Open(Folder);
        var record = new RecordedRun(store.TakeSnapshot(), run);
        var now = DateTimeOffset.UtcNow;
        var point = new ResumePoint(record, record.FindNewest()!);
        var header = (record.Info.Header with { Key = RunKey.Create(now) }).Continue(record.Info.Header, point.Checkpoint, now);
        var options = new FlorOptions { ThrowOnError = true, Checkpoints = Policy };
        var session = new RecordingSession(store.BeginRun(header), store, "test", options, Warnings.Add, point);
        using var flor = new Flor(session, options, ProgramArgumentsParser.Parse(arguments));
        program(flor);
        return header.Key;
    }

    /// <summary>Replays a part of a run; gives its summary and the exit code where the replay ended the process.</summary>
    public (ReplaySummary Summary, int? ExitCode) Replay(
        RunKey run, Action<Flor> program, string[] names, LoopSegment[] loops, LoopPath[]? skipped = null, bool runsToEnd = false)
    {
        var key = ReplayKey.Create(DateTimeOffset.UtcNow);
        int? exitCode = null;
        try
        {
            using var flor = OpenReplay(key, run, names, loops, skipped ?? [], runsToEnd);
            program(flor);
        }
        catch (ProcessExit exit)
        {
            exitCode = exit.Code;
        }

        return (Read(snapshot => snapshot.Replays.Single(replay => replay.Key == key).Summary!), exitCode);
    }

    public T Read<T>(Func<StoreSnapshot, T> read)
    {
        using var store = FlorStore.Open(_folder.File("store"));
        using var snapshot = store.TakeSnapshot();
        return read(snapshot);
    }

    public SortedDictionary<string, CellValue> Cells(RunKey run, bool overlays = false) => Read(snapshot => RunCells.Of(snapshot, run, overlays));

    public RunInfo Run(RunKey run) => Read(snapshot => snapshot.Runs.Single(info => info.Key == run));

    public void Dispose() => _folder.Dispose();

    private Flor OpenReplay(ReplayKey key, RunKey run, string[] names, LoopSegment[] loops, LoopPath[] skipped, bool runsToEnd)
    {
        var store = FlorStore.Open(_folder.File("store"));
        var segment = new ReplaySegment
        {
            Store = store.Folder,
            Header = new ReplayHeader
            {
                Key = key,
                Run = run,
                Timestamp = DateTimeOffset.UtcNow,
                Names = [.. names],
                PatchedVersionId = new string('1', 40),
            },
            Loops = [.. loops],
            SkippedLoops = [.. skipped],
            RunsToEnd = runsToEnd,
        };
        var record = new RecordedRun(store.TakeSnapshot(), run);
        var session = new ReplayingSession(segment, record, store.BeginReplay(segment.Header), store, code => throw new ProcessExit(code));
        return new Flor(session, new FlorOptions { ThrowOnError = true }, ProgramArgumentsParser.Parse([]));
    }
}
