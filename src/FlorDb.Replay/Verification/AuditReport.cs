using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Replay.Verification;

/// <summary>What an audit found.</summary>
/// <param name="Runs">One entry for each run and patched version whose replayed cells were audited.</param>
public sealed record AuditReport(ImmutableArray<AuditedRun> Runs)
{
    /// <summary>How many replayed cells were compared with a re-training.</summary>
    public long Cells => Runs.Sum(run => run.Cells);

    /// <summary>How many of them are bit-identical to it.</summary>
    public long Identical => Runs.Sum(run => run.Identical);

    /// <summary>The time that re-training took in all, in seconds.</summary>
    public double Seconds => Runs.Sum(run => run.Seconds);
}

/// <summary>The audit of one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="PatchedVersionId">The commit of the patched code that was trained again.</param>
/// <param name="Cells">How many replayed cells were compared.</param>
/// <param name="Identical">How many of them are bit-identical.</param>
/// <param name="Seconds">How long the re-training took.</param>
/// <param name="Message">The first difference, or why there is nothing to compare with; null when all is well.</param>
public sealed record AuditedRun(RunInfo Run, string PatchedVersionId, long Cells, long Identical, double Seconds, string? Message);
