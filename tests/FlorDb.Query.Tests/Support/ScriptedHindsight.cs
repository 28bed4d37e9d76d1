using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Query.Tests.Support;

/// <summary>A hindsight whose sources are given, and which fills every cell that it is asked for with a function of its indices.</summary>
internal sealed class ScriptedHindsight(TestStore store, Func<string, ImmutableArray<long>, CellValue> fill, params SourceColumn[] sources) : IHindsight
{
    /// <summary>What was asked for, one entry for each call of <see cref="Plan"/>.</summary>
    public List<ReplayRequest> Requests { get; } = [];

    public ImmutableArray<string> RefusedRuns { get; init; } = [];

    public bool IsVerified { get; init; } = true;

    /// <summary>Called while the plan runs, before anything is filled.</summary>
    public Action? WhileRunning { get; init; }

    public IReadOnlyList<SourceColumn> SourceColumns(StoreSnapshot snapshot, CancellationToken cancellation) => sources;

    public IReplayPlan Plan(StoreSnapshot snapshot, ReplayRequest request, CancellationToken cancellation)
    {
        Requests.Add(request);
        return new ScriptedPlan(this, snapshot.Runs, request);
    }

    private async Task<ReplayOutcome> ExecuteAsync(ScriptedPlan plan, IEnumerable<MissingCells> wanted, IProgress<ReplayProgress> progress, CancellationToken cancellation)
    {
        await Task.Yield();
        WhileRunning?.Invoke();
        foreach (var cells in wanted)
        {
            if (cancellation.IsCancellationRequested) return new ReplayOutcome([], true);
            Fill(cells);
            progress.Report(new ReplayProgress(null, ReplayPhase.Finished, 1, cells.Name));
        }

        return new ReplayOutcome([.. plan.Replays.Select(replay => new ReplayedRun(replay.Run, 1, replay.Cells, 0, 0, null))], false);
    }

    private void Fill(MissingCells cells)
    {
        var replay = store.Replay(cells.Run, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), cells.Name);
        foreach (var indices in cells.Iterations)
        {
            var context = ContextId.Root;
            for (var i = 0; i < indices.Length; i++) context = replay.Enter(cells.Path.Loops[i], indices[i], context);
            replay.Log(cells.Name, fill(cells.Name, indices), context);
        }

        replay.FinishReplay(IsVerified);
    }

    private sealed class ScriptedPlan(ScriptedHindsight owner, ImmutableArray<RunInfo> runs, ReplayRequest request) : IReplayPlan
    {
        public ImmutableArray<PlannedReplay> Replays =>
        [
            .. request.Missing.Where(cells => !IsRefused(cells)).GroupBy(cells => cells.Run).Select(cells => new PlannedReplay(
                Find(cells.Key), [.. cells.Select(cell => cell.Name)], [new PlannedSegment("checkpoint after epoch 0", "epoch 1..2", TimeSpan.FromSeconds(4))],
                cells.Sum(cell => cell.Iterations.Length), TimeSpan.FromSeconds(5))),
        ];

        public ImmutableArray<RefusedReplay> Refusals =>
            [.. request.Missing.Where(IsRefused).Select(cells => new RefusedReplay(Find(cells.Run), [cells.Name], "the method is gone"))];

        public WorkerPool Workers => request.Workers;

        public TimeSpan Estimate => TimeSpan.FromSeconds(90);

        public Task<ReplayOutcome> ExecuteAsync(IProgress<ReplayProgress> progress, CancellationToken cancellation) =>
            owner.ExecuteAsync(this, request.Missing.Where(cells => !IsRefused(cells)), progress, cancellation);

        private bool IsRefused(MissingCells cells) => owner.RefusedRuns.Contains(Find(cells.Run).Header.RunId);

        private RunInfo Find(RunKey key) => runs.Single(run => run.Key == key);
    }
}
