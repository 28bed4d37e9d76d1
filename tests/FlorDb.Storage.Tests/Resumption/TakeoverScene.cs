using System.Globalization;
using FlorDb.Storage.Tests.Checkpoints;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Resumption;

/// <summary>A run that died in its epoch 3, with a checkpoint at the end of epoch 2, beside another run; and what goes on with it.</summary>
internal static class TakeoverScene
{
    public const string Folder = "/project/.flor";
    private const int Epochs = 5;
    private const int DeathEpoch = 3;
    private static readonly LoopPath Epoch = LoopPath.Of("epoch");

    public static StoreLayout Layout { get; } = new(Folder);

    public static FlorStore Open(SimulatedDisk disk, TimeProvider? time = null) => FlorStore.OpenOrCreate(Folder, Options(time), disk);

    /// <summary>The disk as the death of the process leaves it.</summary>
    public static SimulatedDisk WithDeadRun(TimeProvider? time = null)
    {
        var disk = new SimulatedDisk();
        using var store = Open(disk, time);
        using var other = store.BeginRun(Sample.Header("other"));
        using var run = store.BeginRun(Sample.Header());
        Begin(run);
        other.Log(other.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Of("zero")), "different", CellValue.Of(true));
        for (int epoch = 0; epoch <= DeathEpoch; epoch++) TrainEpoch(run, epoch, lastStep: epoch == DeathEpoch ? 1 : 3);
        other.Finish(RunState.Completed);
        run.Log(ContextId.Root, "late", CellValue.Of("of the time after the checkpoint"));
        return disk.AfterKill();
    }

    /// <summary>What a run shows that nothing has interrupted.</summary>
    public static string[] Uninterrupted()
    {
        using var store = Open(new SimulatedDisk());
        using var run = store.BeginRun(Sample.Header());
        Begin(run);
        GoOn(run, 0);
        using var snapshot = store.TakeSnapshot();
        return Describe(snapshot, run.Run);
    }

    public static RunInfo Find(StoreSnapshot snapshot) => snapshot.Runs.Single(run => run.Header.RunId == "first");

    /// <summary>Begins to go on with the run.</summary>
    public static (RunWriter Writer, RunCut Cut) BeginAgain(FlorStore store)
    {
        using var snapshot = store.TakeSnapshot();
        var (run, cut) = (Find(snapshot), CutOf(snapshot));
        var writer = store.BeginRun(Sample.Header().Continue(run.Header, cut.Checkpoint, cut.Checkpoint.Timestamp));
        Start(writer);
        writer.Log(ContextId.Root, "between", CellValue.Of(2L));
        return (writer, cut);
    }

    /// <summary>What the run had done by the end of epoch 2.</summary>
    public static RunCut CutOf(StoreSnapshot snapshot)
    {
        var checkpoint = snapshot.Checkpoints.Last(known => known.Run == Find(snapshot).Key && known.Position.Path.Depth == 1);
        return new RunCut(checkpoint, [new PassedLoop("warmup", 2, 1), new PassedLoop("epoch", DeathEpoch, 0)]);
    }

    /// <summary>Trains from an epoch to the end.</summary>
    public static void GoOn(RunWriter run, int epoch)
    {
        for (; epoch < Epochs; epoch++) TrainEpoch(run, epoch, lastStep: 3);
        run.EndLoop(ContextId.Root, "epoch", Epochs, completed: true);
        run.Log(ContextId.Root, "end", CellValue.Of("done"));
        run.Finish(RunState.Completed);
    }

    /// <summary>Goes on with the run to its end; gives the new run.</summary>
    public static RunKey Resume(SimulatedDisk disk)
    {
        using var store = Open(disk);
        var (writer, cut) = BeginAgain(store);
        writer.TakeOver(cut);
        GoOn(writer, DeathEpoch);
        return writer.Run;
    }

    /// <summary>All that a run shows, but for times and keys.</summary>
    public static string[] Describe(StoreSnapshot snapshot, RunKey run)
    {
        var lines = new List<string> { $"{snapshot.Runs.Single(info => info.Key == run).State}" };
        foreach (var table in snapshot.Tables) AddRows(lines, table, run);
        lines.AddRange(snapshot.LoopEnds.Where(end => end.Run == run).Select(end => $"end {end.Path} {string.Join(',', end.Parent)} {end.Iterations} {end.Completed}"));
        lines.AddRange(snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run).Select(checkpoint => $"checkpoint {Place(checkpoint.Position)} {State(snapshot, checkpoint)}"));
        lines.AddRange(snapshot.ReadSummaries(new HashSet<RunKey> { run }).Select(sum => $"sum {sum with { Run = default }}"));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static void AddRows(List<string> lines, LoopTable table, RunKey run)
    {
        foreach (var batch in table.Read([.. table.Names.Select(name => name.Name)], new HashSet<RunKey> { run }))
            for (int row = 0; row < batch.RowCount; row++)
            {
                string place = $"{table.Path} {string.Join(',', Enumerable.Range(0, table.Path.Depth).Select(depth => $"{batch.Index(depth, row)}={batch.LoopValue(depth, row)}"))}";
                lines.Add($"row {place} {batch.Occurrence(row)} {batch.Seconds(row) is not null}");
                foreach (var name in table.Names)
                    if (batch.TryGetCell(name.Name, row, out var value)) lines.Add($"cell {place} {batch.Occurrence(row)} {name.Name} {Training.Text(value)}");
            }
    }

    private static string Place(CheckpointPosition position) => $"{position.Path} {string.Join(',', position.Indices)} {position.Moment} {position.Iterations}";

    private static string State(StoreSnapshot snapshot, CheckpointInfo checkpoint) => string.Join('|', CheckpointSample.Read(snapshot, checkpoint).Select(Convert.ToHexString));

    private static StoreOptions Options(TimeProvider? time) =>
        new() { WalBytes = 4096, CommitInterval = TimeSpan.FromHours(10), CompactsInBackground = false, Time = time ?? TimeProvider.System };

    private static void Begin(RunWriter run)
    {
        Start(run);
        for (int i = 0; i < 2; i++) run.Log(run.EnterIteration(ContextId.Root, "warmup", i, CellValue.Of(i * 0.5)), "loss", CellValue.Of(double.NaN));
        run.EndLoop(ContextId.Root, "warmup", 2, completed: false);
        Capture(run, new CheckpointPosition(LoopPath.Of("warmup"), [], CheckpointMoment.AfterLoop, 2));
        run.Log(ContextId.Root, "between", CellValue.Of(2L));
        Capture(run, new CheckpointPosition(Epoch, [], CheckpointMoment.BeforeLoop, 0));
    }

    private static void Start(RunWriter run)
    {
        run.SetArgument("lr", CellValue.Of(0.1));
        run.Log(ContextId.Root, "start", CellValue.Of(1L));
    }

    private static void TrainEpoch(RunWriter run, int epoch, int lastStep)
    {
        var outer = run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Of($"epoch {epoch}"));
        for (int step = 0; step < lastStep; step++)
        {
            var inner = run.EnterIteration(outer, "step", step, CellValue.Null);
            run.Log(inner, "loss", CellValue.Of(1.0 / (1 + step + epoch)));
            if (step == 1) run.Log(inner, "loss", CellValue.Of("again"));
        }

        if (lastStep < 3) return;
        run.EndLoop(outer, "step", lastStep, completed: true);
        Capture(run, new CheckpointPosition(Epoch.Append("step"), [epoch], CheckpointMoment.AfterLoop, lastStep));
        run.Log(outer, "accuracy", CellValue.Of(new TensorValue(ElementType.UInt8, [2], new byte[] { 7, (byte)epoch })));
        Capture(run, new CheckpointPosition(Epoch, [epoch], CheckpointMoment.IterationEnd, epoch + 1));
    }

    private static void Capture(RunWriter run, CheckpointPosition position)
    {
        using var writer = run.BeginCheckpoint(position);
        writer.Add("where", "text", System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Place(position)}")));
        writer.Commit(DateTimeOffset.UtcNow, 0);
    }
}
