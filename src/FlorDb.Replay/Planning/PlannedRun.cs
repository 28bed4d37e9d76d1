using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Propagation;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>The replay of one run, with all that its execution needs.</summary>
/// <param name="Run">The run.</param>
/// <param name="Names">The names that it fills.</param>
/// <param name="Patch">The patched program.</param>
/// <param name="Segments">What workers execute.</param>
/// <param name="Cells">How many cells are missing.</param>
/// <param name="BuildSeconds">The expected time of its build; zero when that is there, or another run's.</param>
internal sealed record PlannedRun(
    RunInfo Run, ImmutableArray<string> Names, PatchedProgram Patch, ImmutableArray<SegmentPlan> Segments, long Cells, double BuildSeconds)
{
    public double Seconds => BuildSeconds + Segments.Sum(segment => segment.Seconds);

    public PlannedReplay ForPeople => new(Run, Names, [.. Segments.Select(segment => segment.ForPeople)], Cells, TimeSpan.FromSeconds(Seconds));
}
