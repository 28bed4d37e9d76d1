using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution;

namespace FlorDb.Replay.Planning;

/// <summary>A plan that is ready to run.</summary>
internal sealed class HindsightPlan(ReplayExecutor executor, WorkerPool workers, ImmutableArray<PlannedRun> runs, ImmutableArray<RefusedReplay> refusals) : IReplayPlan
{
    public ImmutableArray<PlannedRun> Runs { get; } = runs;

    public ImmutableArray<PlannedReplay> Replays => [.. Runs.Select(run => run.ForPeople)];

    public ImmutableArray<RefusedReplay> Refusals { get; } = refusals;

    public WorkerPool Workers { get; } = workers;

    public TimeSpan Estimate =>
        TimeSpan.FromSeconds(CostModel.Makespan(Runs.Select(run => (run.BuildSeconds, run.Segments.Select(segment => segment.Seconds))), Workers.Count));

    public Task<ReplayOutcome> ExecuteAsync(IProgress<ReplayProgress> progress, CancellationToken cancellation) =>
        executor.ExecuteAsync(Runs, Workers, progress, cancellation);
}
