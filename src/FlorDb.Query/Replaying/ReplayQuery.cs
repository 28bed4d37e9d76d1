using FlorDb.Query.Execution;
using FlorDb.Query.Execution.Pivot;
using FlorDb.Query.Formats;
using FlorDb.Query.Hindsight;
using FlorDb.Query.Syntax;
using FlorDb.Storage;

namespace FlorDb.Query.Replaying;

/// <summary>A query with <c>REPLAY</c>: finds what is missing, has it filled, and answers from what is there then.</summary>
internal sealed class ReplayQuery(SourceText source, SelectStatement select, FlorStore store, IHindsight hindsight)
{
    public async Task<QueryResult> RunAsync(IProgress<ReplayProgress>? progress, Func<IReplayPlan, bool>? confirm, CancellationToken cancellation)
    {
        using var snapshot = store.TakeSnapshot();
        var sources = hindsight.SourceColumns(snapshot, cancellation);
        var before = new QuerySession(source, select, new PivotInput(snapshot), () => sources);
        var plan = Plan(snapshot, before, cancellation);
        if (plan is null || plan.Replays.IsEmpty) return WithRefusals(before.Run(cancellation), plan);
        if (confirm is not null && !confirm(plan)) return WithRefusals(before.Run(cancellation), plan);
        var outcome = await plan.ExecuteAsync(progress ?? new NoProgress(), cancellation).ConfigureAwait(false);
        if (outcome.Cancelled || cancellation.IsCancellationRequested) throw new ReplayCancelledException(outcome, cancellation);
        using var afterReplay = store.TakeSnapshot();
        var result = new QuerySession(source, select, new PivotInput(snapshot, afterReplay), () => sources).Run(cancellation);
        return WithRefusals(result, plan, outcome);
    }

    /// <summary>The lines of <c>EXPLAIN</c>; runs nothing.</summary>
    public IEnumerable<string> Explain(CancellationToken cancellation)
    {
        using var snapshot = store.TakeSnapshot();
        var sources = hindsight.SourceColumns(snapshot, cancellation);
        var session = new QuerySession(source, select, new PivotInput(snapshot), () => sources);
        var plan = Plan(snapshot, session, cancellation);
        return [.. session.Plan.Explain(), .. plan is null ? ["Replay: no cell is missing."] : ReplayPlanText.Lines(plan)];
    }

    private IReplayPlan? Plan(StoreSnapshot snapshot, QuerySession session, CancellationToken cancellation)
    {
        var missing = MissingCellFinder.Find(session.Query.Scan!, session.Query.Condition, cancellation);
        if (missing.IsEmpty) return null;
        return hindsight.Plan(snapshot, new ReplayRequest(missing, select.Replay!.Workers), cancellation);
    }

    private static QueryResult WithRefusals(QueryResult result, IReplayPlan? plan, ReplayOutcome? outcome = null) =>
        result.With(outcome, plan?.Refusals ?? []);

    /// <summary>For callers who don't want to be told.</summary>
    private sealed class NoProgress : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value)
        {
        }
    }
}
