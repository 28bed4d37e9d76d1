using System.Diagnostics;
using FlorDb.Bench.Running;
using FlorDb.Query;
using FlorDb.Query.Hindsight;
using FlorDb.Replay;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Bench.Replay;

/// <summary>What one query with <c>REPLAY</c> took.</summary>
/// <param name="Seconds">The wall time of all.</param>
/// <param name="Versions">The versions, in their order.</param>
internal sealed record ReplayMeasure(double Seconds, IReadOnlyList<VersionMeasure> Versions)
{
    /// <summary>Answers a query and reads from the store what its workers did.</summary>
    /// <exception cref="WrongAnswerException">Not all was filled, or something diverged.</exception>
    public static ReplayMeasure Of(RecordedHistory history, string query)
    {
        using var store = history.OpenStore();
        using var repository = CodeRepository.Discover(history.Root)!;
        var engine = new FlorQlEngine(store, new HindsightReplayer(store, repository));
        var before = Keys(store);
        IReplayPlan? plan = null;
        long start = Stopwatch.GetTimestamp();
        var result = engine.QueryAsync(query, confirm: planned => (plan = planned) is not null).GetAwaiter().GetResult();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Check.That(result.Replay is not null && plan is not null && result.Refusals.IsEmpty, $"nothing was replayed by {query}: {string.Join("; ", result.Refusals.Select(refusal => refusal.Reason))}");
        foreach (var run in result.Replay!.Runs) Check.That(run.Verified, $"{run.Run.Header.RunId}: {run.Message}");
        Check.That(result.Rows.All(row => !row.Span.ToArray().Any(cell => cell.IsNull)), $"a cell is missing after {query}");
        using var snapshot = store.TakeSnapshot();
        var parts = snapshot.Replays.Where(replay => !before.Contains(replay.Key)).ToLookup(replay => replay.Header.Run);
        return new ReplayMeasure(
            seconds,
            [.. result.Replay.Runs.Select(run => VersionMeasure.Of(run, plan!.Replays.Single(planned => planned.Run.Key == run.Run.Key), [.. parts[run.Run.Key]]))]);
    }

    private static HashSet<ReplayKey> Keys(FlorStore store)
    {
        using var snapshot = store.TakeSnapshot();
        return [.. snapshot.Replays.Select(replay => replay.Key)];
    }
}

/// <summary>What the replay of one version took, summed over its workers, in seconds.</summary>
/// <param name="Estimate">What it was expected to be.</param>
/// <param name="Build">Exporting and building, and what a worker takes besides its own process.</param>
/// <param name="Start">From the start of its processes to their first loops.</param>
/// <param name="Restore">Bringing states back.</param>
/// <param name="Compute">All else.</param>
internal sealed record VersionMeasure(double Estimate, double Build, double Start, double Restore, double Compute)
{
    public double All => Build + Start + Restore + Compute;

    /// <summary>What is neither restoring nor computing.</summary>
    public double Overhead => Build + Start;

    /// <summary>By which part of what it took the estimate was wrong.</summary>
    public double EstimateError => Math.Abs(Estimate - All) / All;

    public static VersionMeasure Of(ReplayedRun run, PlannedReplay planned, IReadOnlyList<ReplayInfo> parts)
    {
        double inWorkers = parts.Sum(part => part.Summary!.Seconds);
        double start = parts.Sum(part => part.Summary!.Times!.StartupSeconds), restore = parts.Sum(part => part.Summary!.Times!.RestoreSeconds);
        return new VersionMeasure(planned.Estimate.TotalSeconds, run.Seconds - inWorkers, start, restore, inWorkers - start - restore);
    }
}
