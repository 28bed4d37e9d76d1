using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Cli.Tests.Replaying;

/// <summary>Runs and plans that were never executed.</summary>
internal static class FakeReplay
{
    public static RunInfo Run(string label, int number = 1)
    {
        var start = new DateTimeOffset(2026, 11, 21, 8, 49, number, TimeSpan.Zero);
        return new RunInfo(
            new RunHeader
            {
                Key = RunKey.Create(start),
                ProjectId = "digits",
                RunId = label,
                Timestamp = start,
                VersionId = new string((char)('0' + number), 40),
                FileName = "Program.cs",
            },
            RunState.Completed, 12.5, null);
    }

    public static PlannedReplay Planned(RunInfo run, long cells = 5) => new(
        run, ["cf_matrix"], [new PlannedSegment("checkpoint after epoch 0", "epoch 0..4, without step", TimeSpan.FromSeconds(2))], cells,
        TimeSpan.FromSeconds(2));
}

/// <summary>A plan that does nothing.</summary>
internal sealed record FakePlan(ImmutableArray<PlannedReplay> Replays, ImmutableArray<RefusedReplay> Refusals, TimeSpan Estimate) : IReplayPlan
{
    public WorkerPool Workers { get; init; } = new(WorkerKind.Cpu, 1);

    public Task<ReplayOutcome> ExecuteAsync(IProgress<ReplayProgress> progress, CancellationToken cancellation) =>
        Task.FromResult(new ReplayOutcome([], cancellation.IsCancellationRequested));
}
