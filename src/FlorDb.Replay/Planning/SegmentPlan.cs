using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>What one worker executes, and what that is expected to take.</summary>
/// <param name="Loops">The outermost loops to execute.</param>
/// <param name="SkippedLoops">Nested loops whose recorded end state is restored.</param>
/// <param name="RunsToEnd">Whether the program goes on to its end.</param>
/// <param name="Seconds">The expected time.</param>
/// <param name="RecordedSeconds">What the run has recorded for the iterations, without the loops that are skipped.</param>
/// <param name="Start">Where it starts, for people.</param>
/// <param name="Work">What it executes, for people.</param>
internal sealed record SegmentPlan(
    ImmutableArray<LoopSegment> Loops, ImmutableArray<LoopPath> SkippedLoops, bool RunsToEnd, double Seconds, double RecordedSeconds, string Start, string Work)
{
    public PlannedSegment ForPeople => new(Start, Work, TimeSpan.FromSeconds(Seconds));
}
