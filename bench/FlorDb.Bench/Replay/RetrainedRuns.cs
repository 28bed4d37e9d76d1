using FlorDb.Bench.Running;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Verification;
using FlorDb.Storage.Versions;

namespace FlorDb.Bench.Replay;

/// <summary>What a replay is compared with: training each patched version again from scratch.</summary>
internal static class RetrainedRuns
{
    /// <summary>How long that takes, without its builds. Each replayed cell must be what it logs.</summary>
    /// <exception cref="WrongAnswerException">One is not.</exception>
    public static double Seconds(RecordedHistory history)
    {
        using var store = history.OpenStore();
        using var repository = CodeRepository.Discover(history.Root)!;
        var report = new Auditor(repository).AuditAsync(store, null, new Progress<ReplayProgress>(), CancellationToken.None).GetAwaiter().GetResult();
        foreach (var run in report.Runs) Check.That(run.Message is null, $"{run.Run.Header.RunId}: {run.Message}");
        Check.Equal(report.Cells, report.Identical, "cells that are what training again logs");
        return report.Runs.Sum(run => run.Seconds);
    }
}
