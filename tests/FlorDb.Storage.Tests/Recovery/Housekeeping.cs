using FlorDb.Storage.Catalog;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>What whoever keeps a store does to it, noted in the ledger: only deletions change what there is to read.</summary>
internal sealed class Housekeeping(SimulatedDisk disk, Ledger ledger)
{
    private static readonly StoreLayout Layout = new(Workload.Folder);

    /// <summary>All that there is to do, with its name.</summary>
    public IReadOnlyList<(string Name, Action<FlorStore, Random> Do)> Chores =>
        [("drop checkpoints", DropCheckpoints), ("delete runs", DeleteRuns), ("apply ages", ApplyAges), ("compact", Compact), ("collect garbage", CollectGarbage)];

    /// <summary>Makes the manifest so long that it is written anew.</summary>
    /// <exception cref="StoreException">It can't be written; all calls of the store report it so.</exception>
    public void RewriteManifest()
    {
        try
        {
            new Manifest(disk, Layout).Rewrite();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(failure.Message, failure);
        }
    }

    private void Compact(FlorStore store, Random random)
    {
        int failures = disk.Failures;
        var report = store.Compact(new CompactionOptions { SmallestMerge = random.Next(2, 4), MemoryBytes = random.Next(1, 100_000) });
        if (disk.Failures == failures) Assert.Empty(report.Problems);
    }

    /// <summary>Frees what is not used. After a crash that has torn the manifest's last edit, a repair must come first.</summary>
    private void CollectGarbage(FlorStore store, Random random)
    {
        try
        {
            store.CollectGarbage(new CollectionOptions { MinimumDeadShare = random.Next(2) / 2.0 });
        }
        catch (StoreException refusal) when (refusal.Message.Contains("flor repair", StringComparison.Ordinal) && !new Manifest(disk, Layout).Refresh().IsComplete)
        {
            // It says what to do.
        }
    }

    private void DeleteRuns(FlorStore store, Random random)
    {
        RunKey[] runs;
        using (var snapshot = store.TakeSnapshot()) runs = [.. snapshot.Runs.Where(run => run.State != RunState.Running).Select(run => run.Key)];
        random.Shuffle(runs);
        Apply(store, store.PlanDeletion(runs.Take(random.Next(1, 3))));
    }

    private void DropCheckpoints(FlorStore store, Random random) => Apply(store, store.PlanRetention(new RetentionPolicy { KeepLast = random.Next(3) }));

    private void ApplyAges(FlorStore store, Random random)
    {
        var age = TimeSpan.FromSeconds(random.Next(5, 60));
        Apply(store, store.PlanRetention(new RetentionPolicy { CheckpointAge = age / 2, RunAge = random.Next(2) == 0 ? age : null }));
    }

    private void Apply(FlorStore store, RetentionPlan plan)
    {
        if (plan.IsEmpty) return;
        string[] runs = [.. plan.Runs.Select(run => run.Key.ToString())];
        var checkpoints = plan.Checkpoints.Select(checkpoint => StoreItems.Checkpoint(checkpoint.Run, checkpoint.Position)).ToHashSet();
        ledger.Delete(() => store.Apply(plan), key => checkpoints.Contains(key) || runs.Any(run => key.Contains(run, StringComparison.Ordinal)));
    }
}
