using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Planning;

/// <summary>A plan that is ready to run.</summary>
internal sealed class HindsightPlan(
    ReplayExecutor executor, CodeRepository repository, WorkerPool workers, ImmutableArray<PlannedRun> runs, ImmutableArray<RefusedReplay> refusals) : IReplayPlan
{
    public ImmutableArray<PlannedRun> Runs { get; } = runs;

    public ImmutableArray<PlannedReplay> Replays => [.. Runs.Select(run => run.ForPeople)];

    public ImmutableArray<RefusedReplay> Refusals { get; } = refusals;

    public WorkerPool Workers { get; } = workers;

    public TimeSpan Estimate =>
        TimeSpan.FromSeconds(Schedule.Of(Runs.Select(run => (run.BuildSeconds, run.Segments.Select(segment => segment.Seconds))), Workers.Count).Seconds);

    public IEnumerable<VersionPatch> ReadPatches() =>
        from run in Runs
        group run by (run.Run.Header.VersionId, Names: string.Join('\0', run.Names)) into same
        let first = same.First()
        select new VersionPatch(same.Key.VersionId, first.Names, repository.ComparePatched(same.Key.VersionId, first.Patch.Files));

    public Task<ReplayOutcome> ExecuteAsync(IProgress<ReplayProgress> progress, CancellationToken cancellation) =>
        executor.ExecuteAsync(Runs, Workers, progress, cancellation);
}
