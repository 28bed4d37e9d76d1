using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FlorDb.Storage;

namespace FlorDb.Cli.Tests.Support;

/// <summary>A folder like a user's, with a store of three runs: two that were completed, one that failed; one cell was filled by a replay.</summary>
internal sealed class SampleStore : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 49, 1, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    public SampleStore()
    {
        Directory.CreateDirectory(Path.Combine(Root, "src", "deep"));
        using var store = FlorStore.OpenOrCreate(Folder, new StoreOptions { Time = new StoppedClock(Start), CommitInterval = TimeSpan.FromMinutes(10) });
        First = Record(store, "firstRun", 0, 500, "it's fine");
        Second = Record(store, "smallerModel", 1, 250, "naïve \"quoted\"");
        Failed = Record(store, "smallerModel", 2, 125, "three\nlines, all\nhere", "System.InvalidOperationException: the loss is NaN");
        Replay(store, First);
    }

    public RunKey First { get; }

    public RunKey Second { get; }

    public RunKey Failed { get; }

    public string Root => _folder.Root;

    public string Folder => Path.Combine(Root, ".flor");

    public string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    /// <summary>Surroundings in the store's folder, or in a folder below it.</summary>
    public TestTerminal Terminal(string input = "", string below = "", bool isTerminal = false, int width = 80) =>
        new(Path.Combine(Root, below), input, isTerminal, width);

    private static RunKey Record(FlorStore store, string label, int number, long hidden, string note, string? failure = null)
    {
        var start = Start.AddMinutes(number);
        var header = new RunHeader
        {
            // The random part is fixed, so that the tests' expectations are.
            Key = RunKey.Parse($"019aa5b{number}-0000-7000-8000-000000000000"),
            ProjectId = "digits",
            RunId = label,
            Timestamp = start,
            VersionId = new string((char)('a' + number), 40),
            FileName = "src/Program.cs",
            Arguments = ["--flor", label, "--kwargs", $"hidden={hidden}"],
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add("cwd", ".").Add("torch.version", "1.13.0")
                .Add("leftout", """[{"path":".env","reason":"it looks like a secret"}]"""),
        };
        using var run = store.BeginRun(header);
        run.SetArgument("hidden", CellValue.Of(hidden));
        run.SetArgument("lr", CellValue.Of(0.001));
        for (var epoch = 0; epoch < 2; epoch++) RecordEpoch(run, epoch, note, failure is not null && epoch == 1);
        if (failure is null) run.EndLoop(ContextId.Root, "epoch", 2, completed: true);
        run.Finish(failure is null ? RunState.Completed : RunState.Failed, failure);
        return header.Key;
    }

    private static void RecordEpoch(RunWriter run, int number, string note, bool breaksOff)
    {
        var epoch = run.EnterIteration(ContextId.Root, "epoch", number, CellValue.Of(number));
        for (var step = 0; step < 3; step++)
        {
            var context = run.EnterIteration(epoch, "step", step, CellValue.Null);
            run.Log(context, "loss", CellValue.Of(1.0 / (1 + step + (3 * number))));
            if (breaksOff) return;
        }

        run.EndLoop(epoch, "step", 3, completed: true);
        run.Log(epoch, "accuracy", CellValue.Of(0.75 + (0.125 * number)));
        run.Log(epoch, "note", CellValue.Of(note));
        using var checkpoint = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [number], CheckpointMoment.IterationEnd, number + 1));
        checkpoint.Add("net/fc1.weight", "float32", new byte[1000]);
        checkpoint.Commit(Start, 0.001);
    }

    private static void Replay(FlorStore store, RunKey run)
    {
        using var writer = store.BeginReplay(new ReplayHeader
        {
            Key = ReplayKey.Create(Start),
            Run = run,
            Timestamp = Start.AddHours(1),
            Names = ["cf_matrix"],
            PatchedVersionId = new string('f', 40),
        });
        var epoch = writer.EnterIteration(ContextId.Root, "epoch", 1, CellValue.Of(1));
        writer.Log(epoch, "cf_matrix", CellValue.Of(new TensorValue(ElementType.Int64, [2, 2], MemoryMarshal.AsBytes<long>(new long[] { 98, 0, 1, 97 }).ToArray())));
        writer.FinishReplay(new ReplaySummary(RunState.Completed, 1.25, 1, 4, 0, null));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => 0;
    }
}
