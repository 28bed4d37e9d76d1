using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>A run as its user sees it: recorded by one process, or by several that train together, each of which has a record of its own.</summary>
/// <param name="Ranks">The records by rank: at least one, and fewer than <see cref="WorldSize"/> where some ranks have none.</param>
public sealed record RunGroup(ImmutableArray<RunInfo> Ranks)
{
    /// <summary>The record that stands for all: that of rank 0, or of the lowest rank that has one.</summary>
    public RunInfo Lead => Ranks[0];

    /// <summary>How many processes train together; null for a training of one process.</summary>
    public int? WorldSize => Lead.Header.WorldSize;

    /// <summary>The rank that says most of how the run is: one that is at work, or else failed, or else interrupted, or else completed.</summary>
    public RunInfo Decisive => Ranks.MinBy(run => Severity(run.State))!;

    /// <summary>The state of <see cref="Decisive"/>.</summary>
    public RunState State => Decisive.State;

    /// <summary>Puts records together that are given by start time and rank.</summary>
    internal static IEnumerable<RunGroup> Of(IEnumerable<RunInfo> runs) =>
        runs.GroupBy(run => run.Header.Group).Select(group => new RunGroup([.. group.OrderBy(run => run.Header.Rank)]));

    private static int Severity(RunState state) => state switch
    {
        RunState.Running => 0,
        RunState.Failed => 1,
        RunState.Interrupted => 2,
        _ => 3,
    };
}
