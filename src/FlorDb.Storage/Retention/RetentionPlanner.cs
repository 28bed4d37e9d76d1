using System.Collections.Immutable;

namespace FlorDb.Storage.Retention;

/// <summary>Works out what rules delete, from a snapshot.</summary>
internal sealed class RetentionPlanner(StoreSnapshot snapshot, DateTimeOffset now)
{
    /// <summary>The deletion of runs.</summary>
    /// <exception cref="RunInProgressException">A run is being recorded.</exception>
    /// <exception cref="StoreException">A run is not there.</exception>
    public RetentionPlan Delete(IEnumerable<RunKey> keys)
    {
        var known = snapshot.Runs.Concat(snapshot.SupersededRuns.Select(superseded => superseded.Run)).ToDictionary(run => run.Key);
        var runs = ImmutableArray.CreateBuilder<RunInfo>();
        foreach (var key in keys.Distinct())
        {
            if (!known.TryGetValue(key, out var run)) throw new StoreException($"The run {key} is not in the store, so it can't be deleted.");
            if (run.State == RunState.Running)
                throw new RunInProgressException($"The run {run.Header.RunId} ({key}) is being recorded, so it can't be deleted: stop its program first.");
            runs.Add(run);
        }

        return Plan(runs.ToImmutable(), []);
    }

    /// <summary>What a policy deletes.</summary>
    /// <exception cref="StoreException">A segment is damaged.</exception>
    public RetentionPlan Apply(RetentionPolicy policy)
    {
        var runs = snapshot.Runs.Where(run => run.State != RunState.Running && policy.Runs?.Contains(run.Key) != false).ToList();
        var old = runs.Where(run => policy.RunAge is { } age && run.Header.Timestamp < now - age).ToImmutableArray();
        var others = runs.Except(old).Select(run => run.Key).ToHashSet();
        var dropped = snapshot.Checkpoints.Where(checkpoint => others.Contains(checkpoint.Run))
            .GroupBy(checkpoint => checkpoint.Run)
            .SelectMany(group => Drop([.. group], policy));
        return Plan(old, dropped);
    }

    private RetentionPlan Plan(ImmutableArray<RunInfo> runs, IEnumerable<CheckpointInfo> dropped)
    {
        var keys = runs.Select(run => run.Key).ToHashSet();
        return new RetentionPlan(runs, [.. snapshot.Checkpoints.Where(checkpoint => keys.Contains(checkpoint.Run)), .. dropped]);
    }

    /// <summary>What goes of one run's checkpoints, which come in the order in which they were captured.</summary>
    private IEnumerable<CheckpointInfo> Drop(List<CheckpointInfo> checkpoints, RetentionPolicy policy)
    {
        if (policy is { KeepLast: null, KeepBest: null, CheckpointAge: null }) return [];
        var kept = new HashSet<CheckpointInfo>(ReferenceEqualityComparer.Instance);
        if (policy.KeepLast is { } count) kept.UnionWith(checkpoints.TakeLast(count));
        if (policy.KeepBest is { } best) kept.UnionWith(new CheckpointRanking(snapshot, best).Best(checkpoints));
        return checkpoints.Where(checkpoint => !kept.Contains(checkpoint) && (policy.CheckpointAge is not { } age || checkpoint.Timestamp < now - age));
    }
}
