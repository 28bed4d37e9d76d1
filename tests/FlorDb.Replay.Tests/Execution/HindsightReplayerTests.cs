using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Verification;
using FlorDb.Storage;

namespace FlorDb.Replay.Tests.Execution;

public class HindsightReplayerTests
{
    private static readonly LoopPath Epoch = LoopPath.Of("epoch");
    private static readonly LoopPath Step = LoopPath.Of("epoch", "step");

    [Fact]
    public async Task Missing_cells_of_old_versions_are_filled_as_a_training_from_scratch_would_log_them()
    {
        using var repository = new TrainingRepository();
        await RecordAsync(repository);
        var stop = Path.Combine(repository.Store, "stop");
        var training = repository.StartAsync("--flor", "live", "--until", stop);
        var view = await repository.UsersViewAsync();
        using var store = repository.OpenStore();
        using var code = repository.OpenCode();
        var replayer = new HindsightReplayer(store, code);

        var cancelled = await FillAsync(store, replayer, workers: 1, cancelAfter: "first");
        Assert.True(cancelled.Outcome.Cancelled);
        Assert.True(Run(cancelled.Outcome, "first").Verified, Run(cancelled.Outcome, "first").Message);

        var (plan, outcome) = await FillAsync(store, replayer, workers: 2);
        Assert.DoesNotContain(plan.Replays, replay => replay.Run.Header.RunId == "first");
        Assert.Empty(plan.Refusals);
        var second = Run(outcome, "second");
        Assert.True(second.Verified, second.Message);
        Assert.True(second.CellsFilled >= 22 && second.CellsCompared > 0, $"{second}");
        Assert.Matches(@"^version [0-9a-f]{7}: it does not build: Program\.cs\(7,14\): error CS0103: .*Hidden", Run(outcome, "broken").Message);

        await File.WriteAllTextAsync(stop, "");
        Assert.Equal(0, await training);
        Assert.Equal(view, await repository.UsersViewAsync());
        await AuditAsync(store, code);
    }

    /// <summary>Two old versions, one that does not compile, and the newest one, in which somebody has put statements.</summary>
    private static async Task RecordAsync(TrainingRepository repository)
    {
        await repository.InitAsync();
        repository.Write("Program.cs", TrainingSources.First);
        await repository.CommitAsync("first");
        await repository.TrainAsync("--flor", "first", "--kwargs", "hidden=12");
        repository.Write("Program.cs", TrainingSources.Second);
        await repository.CommitAsync("second");
        await repository.TrainAsync("--flor", "second");
        RecordBroken(repository);
        repository.Write("Program.cs", TrainingSources.Newest);
        await repository.CommitAsync("newest");
        await repository.BuildAsync();
    }

    private static void RecordBroken(TrainingRepository repository)
    {
        repository.Write("Program.cs", TrainingSources.Broken);
        using var code = repository.OpenCode();
        using var store = repository.OpenStore();
        using var snapshot = store.TakeSnapshot();
        var model = snapshot.Runs[0].Header;
        var now = DateTimeOffset.UtcNow;
        using var writer = store.BeginRun(model with { Key = RunKey.Create(now), RunId = "broken", Timestamp = now, VersionId = code.CommitWorkingTree("broken").VersionId });
        writer.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Of(0L));
        writer.EndLoop(ContextId.Root, "epoch", 1, completed: true);
        writer.Finish(RunState.Completed);
    }

    private static ReplayedRun Run(ReplayOutcome outcome, string name) => outcome.Runs.Single(run => run.Run.Header.RunId == name);

    private static async Task<(IReplayPlan Plan, ReplayOutcome Outcome)> FillAsync(FlorStore store, HindsightReplayer replayer, int workers, string? cancelAfter = null)
    {
        using var snapshot = store.TakeSnapshot();
        using var cancellation = new CancellationTokenSource();
        var plan = replayer.Plan(snapshot, new ReplayRequest(Missing(snapshot), new WorkerPool(WorkerKind.Cpu, workers)), CancellationToken.None);
        var progress = new Listener(report =>
        {
            if (report.Phase == ReplayPhase.Finished && report.Run?.Header.RunId == cancelAfter) cancellation.Cancel();
        });
        return (plan, await plan.ExecuteAsync(progress, cancellation.Token));
    }

    /// <summary>The cells of the newest statements that the old runs lack.</summary>
    private static ImmutableArray<MissingCells> Missing(StoreSnapshot snapshot)
    {
        (string Name, LoopPath Path)[] columns = [("before", LoopPath.Root), ("at_start", Epoch), ("gradient", Step), ("matrix", Epoch), ("after", LoopPath.Root)];
        return [.. from run in snapshot.Runs
                   where run.Header.RunId != "live"
                   from column in columns
                   let lacking = Iterations(snapshot, run.Key, column.Name, column.Path)
                   where lacking.Length > 0
                   select new MissingCells(run.Key, column.Name, column.Path, lacking)];
    }

    private static ImmutableArray<ImmutableArray<long>> Iterations(StoreSnapshot snapshot, RunKey run, string name, LoopPath path)
    {
        var all = new Dictionary<string, (ImmutableArray<long> Indices, bool Filled)>();
        if (path.Depth == 0) all[""] = ([], false);
        foreach (var batch in snapshot.Table(path)!.Read([name], new HashSet<RunKey> { run }))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch.Run(row) != run) continue;
                ImmutableArray<long> indices = [.. Enumerable.Range(0, path.Depth).Select(depth => batch.Index(depth, row))];
                var key = string.Join(',', indices);
                all[key] = (indices, batch.TryGetCell(name, row, out _) || (all.TryGetValue(key, out var known) && known.Filled));
            }
        }

        return [.. all.Values.Where(iteration => !iteration.Filled).Select(iteration => iteration.Indices)];
    }

    private static async Task AuditAsync(FlorStore store, FlorDb.Storage.Versions.CodeRepository code)
    {
        var report = await new Auditor(code).AuditAsync(store, null, new Listener(_ => { }), CancellationToken.None);
        Assert.Equal(2, report.Runs.Length);
        Assert.All(report.Runs, run => Assert.Null(run.Message));
        // Before and after the loops, twice in each of 4 epochs, once in each of their 3 steps.
        Assert.Equal((2 * (2 + (2 * 4) + (4 * 3)), report.Cells), (report.Cells, report.Identical));
    }

    /// <summary>Hears of progress at once, on the thread that reports it.</summary>
    private sealed class Listener(Action<ReplayProgress> heard) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => heard(value);
    }
}
