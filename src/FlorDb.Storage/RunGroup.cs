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

    /// <summary>Puts records together.</summary>
    /// <param name="runs">All runs, by start time and rank.</param>
    /// <param name="superseded">By which runs others were gone on with: a rank may belong to a run that has been resumed since.</param>
    internal static IEnumerable<RunGroup> Of(IEnumerable<RunInfo> runs, IReadOnlyDictionary<RunKey, RunKey> superseded) =>
        runs.GroupBy(run => Newest(run.Header.Lead ?? run.Key, superseded)).Select(group => new RunGroup([.. group.OrderBy(run => run.Header.Rank)]));

    private static RunKey Newest(RunKey run, IReadOnlyDictionary<RunKey, RunKey> superseded)
    {
        var newest = run;
        for (int steps = 0; steps <= superseded.Count && superseded.TryGetValue(newest, out var by); steps++) newest = by;
        return newest;
    }

    private static int Severity(RunState state) => state switch
    {
        RunState.Running => 0,
        RunState.Failed => 1,
        RunState.Interrupted => 2,
        _ => 3,
    };
}
