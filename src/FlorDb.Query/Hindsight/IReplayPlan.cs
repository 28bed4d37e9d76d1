using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Query.Hindsight;

/// <summary>How missing cells will be filled. Nothing has run yet.</summary>
public interface IReplayPlan
{
    /// <summary>The work, run by run.</summary>
    ImmutableArray<PlannedReplay> Replays { get; }

    /// <summary>The runs that can't be replayed, each with a reason that a person can act on.</summary>
    ImmutableArray<RefusedReplay> Refusals { get; }

    /// <summary>Who executes it.</summary>
    WorkerPool Workers { get; }

    /// <summary>The wall time that the whole plan is expected to take; how long a cluster lets it wait is not in it.</summary>
    TimeSpan Estimate { get; }

    /// <summary>What the plan puts into each version, oldest run first; nothing for a plan that executes versions as they are.</summary>
    IEnumerable<VersionPatch> ReadPatches() => [];

    /// <summary>Runs the plan. Each cell is durable as soon as it is logged; cancelling keeps what is finished.</summary>
    /// <param name="progress">Is told of each step as it happens; may be called from several threads.</param>
    /// <param name="cancellation">Stops the workers and returns what was done.</param>
    /// <exception cref="FlorQlException">The plan's workers can't be had: there is no Slurm, or it refuses them.</exception>
    Task<ReplayOutcome> ExecuteAsync(IProgress<ReplayProgress> progress, CancellationToken cancellation);
}

/// <summary>What a replay puts into a code version.</summary>
/// <param name="VersionId">The version.</param>
/// <param name="Names">The names that the version logs with it.</param>
/// <param name="Text">The change, as a unified diff; empty if the version logs them by itself.</param>
public sealed record VersionPatch(string VersionId, ImmutableArray<string> Names, string Text);

/// <summary>The replay of one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Names">The names that it fills.</param>
/// <param name="Segments">The pieces that workers execute, each from one checkpoint.</param>
/// <param name="Cells">How many cells are missing.</param>
/// <param name="Estimate">The work that it takes, summed over its segments, builds included.</param>
public sealed record PlannedReplay(RunInfo Run, ImmutableArray<string> Names, ImmutableArray<PlannedSegment> Segments, long Cells, TimeSpan Estimate);

/// <summary>A piece of a replay that one worker executes in one go.</summary>
/// <param name="Start">Where it starts, for people: <c>checkpoint after epoch 3</c>, <c>start of the program</c>.</param>
/// <param name="Work">What it executes, for people: <c>epoch 4..7, without step</c>.</param>
/// <param name="Estimate">How long it is expected to take.</param>
public sealed record PlannedSegment(string Start, string Work, TimeSpan Estimate);

/// <summary>A run that can't be replayed.</summary>
/// <param name="Run">The run.</param>
/// <param name="Names">The names that stay missing.</param>
/// <param name="Reason">Why, and what can be done.</param>
public sealed record RefusedReplay(RunInfo Run, ImmutableArray<string> Names, string Reason);

/// <summary>Something that happened during a replay.</summary>
/// <param name="Run">The run that it concerns; null when it concerns them all.</param>
/// <param name="Phase">What is being done.</param>
/// <param name="Done">How much of the whole replay is done, from 0 to 1.</param>
/// <param name="Text">What happened, for people.</param>
public sealed record ReplayProgress(RunInfo? Run, ReplayPhase Phase, double Done, string Text);

/// <summary>The steps of a replay.</summary>
public enum ReplayPhase
{
    /// <summary>A code version is built.</summary>
    Building,

    /// <summary>Segments wait in the queue of a cluster.</summary>
    Queued,

    /// <summary>Segments are executed.</summary>
    Running,

    /// <summary>A run is finished: all its segments are done.</summary>
    Finished,

    /// <summary>A run could not be replayed, or not wholly.</summary>
    Failed,
}

/// <summary>What a replay did.</summary>
/// <param name="Runs">One entry for each run that was replayed or tried.</param>
/// <param name="Cancelled">Whether it was stopped before its end.</param>
public sealed record ReplayOutcome(ImmutableArray<ReplayedRun> Runs, bool Cancelled);

/// <summary>What a replay did to one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Seconds">Wall time that its build and its segments took, summed.</param>
/// <param name="CellsFilled">Cells that were filled.</param>
/// <param name="CellsCompared">Values that were logged again and compared with the record.</param>
/// <param name="CellsDiverged">How many of those were not bit-identical.</param>
/// <param name="Message">What went wrong; null when nothing did.</param>
public sealed record ReplayedRun(RunInfo Run, double Seconds, long CellsFilled, long CellsCompared, long CellsDiverged, string? Message)
{
    /// <summary>Whether the cells may be trusted: nothing failed and nothing diverged.</summary>
    public bool Verified => Message is null && CellsDiverged == 0;
}
