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
        var groups = snapshot.RunGroups.Where(group => group.State != RunState.Running && (policy.Runs is not { } chosen || group.Ranks.Any(run => chosen.Contains(run.Key)))).ToList();
        var old = groups.FindAll(group => policy.RunAge is { } age && group.Lead.Header.Timestamp < now - age);
        var checkpoints = snapshot.Checkpoints.ToLookup(checkpoint => checkpoint.Run);
        return Plan([.. old.SelectMany(group => group.Ranks)], groups.Except(old).SelectMany(group => Drop(group, checkpoints, policy)));
    }

    /// <summary>What goes of a run's checkpoints: of all its ranks the same, since only where all have one they can go on together.</summary>
    private IEnumerable<CheckpointInfo> Drop(RunGroup group, ILookup<RunKey, CheckpointInfo> all, RetentionPolicy policy)
    {
        var lead = all[group.Lead.Key].ToList();
        if (lead.Count == 0) return [];
        var dropped = Drop(lead, policy).ToList();
        var kept = lead.Except(dropped).Select(checkpoint => checkpoint.Position).ToHashSet();
        var others = group.Ranks[1..].SelectMany(run => all[run.Key]).Where(checkpoint => dropped.Count > 0 && !kept.Contains(checkpoint.Position));
        return dropped.Concat(others);
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
