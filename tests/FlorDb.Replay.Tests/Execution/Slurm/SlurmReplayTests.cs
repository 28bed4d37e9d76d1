using System.Collections.Immutable;
using FlorDb.Query;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Tests.Support;
using FlorDb.Replay.Verification;
using FlorDb.Storage;

namespace FlorDb.Replay.Tests.Execution.Slurm;

/// <summary>A replay of trainings on a cluster, beside the same one on this machine.</summary>
[Collection(SlurmTestGroup.Name)]
public sealed class SlurmReplayTests(SlurmCluster cluster)
{
    private static readonly LoopPath Epoch = LoopPath.Of("epoch");

    [ClusterFact]
    public async Task A_cluster_fills_the_same_cells_as_this_machine_once_it_takes_the_job()
    {
        using var repository = new TrainingRepository();
        await RecordAsync(repository);
        using var copy = new TemporaryFolder();
        CopyFolder(repository.Store, copy.Path);
        using var code = repository.OpenCode();

        var (tasks, steps) = (new WorkerPool(WorkerKind.Gpu, 2, WorkerLauncher.Slurm), new List<string>());
        var head = Path.Combine(repository.Store, "slurm.sh");
        await File.WriteAllTextAsync(head, "#SBATCH --partition=nowhere\n");
        var refusal = await Assert.ThrowsAsync<FlorQlException>(() => ReplayAsync(repository.Store, code, tasks, []));
        Assert.Contains("invalid partition specified: nowhere", refusal.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(repository.Store, "cache/work")));

        File.Delete(head);
        var onCluster = await ReplayAsync(repository.Store, code, tasks, steps);
        Assert.DoesNotContain(steps, step => step.StartsWith("building", StringComparison.Ordinal));
        Assert.Equal(2, steps.Count(step => step.EndsWith("on n0", StringComparison.Ordinal)));
        Assert.Equal("", await cluster.OpenJobsAsync());
        CopyFolder(Path.Combine(repository.Store, "cache/builds"), copy["cache/builds"]);
        var here = await ReplayAsync(copy.Path, code, new WorkerPool(WorkerKind.Cpu, 2), []);

        Assert.Equal(2 * (4 + 1), here.Count);
        Assert.Equal(here, onCluster);
    }

    /// <summary>Two runs of an old version, and the newest one, in which somebody has put statements.</summary>
    private static async Task RecordAsync(TrainingRepository repository)
    {
        await repository.InitAsync();
        repository.Write("Program.cs", TrainingSources.First);
        await repository.CommitAsync("first");
        await repository.BuildAsync();
        Assert.Equal(0, await repository.StartAsync("--flor", "wide", "--kwargs", "hidden=12"));
        Assert.Equal(0, await repository.StartAsync("--flor", "narrow", "--kwargs", "hidden=6"));
        repository.Write("Program.cs", TrainingSources.Newest);
    }

    /// <summary>Fills what the newest statements after each epoch and after all of them would have logged, and reads it.</summary>
    private static async Task<IReadOnlyDictionary<string, CellValue>> ReplayAsync(
        string folder, FlorDb.Storage.Versions.CodeRepository code, WorkerPool workers, List<string> steps)
    {
        using var store = FlorStore.Open(folder);
        var replayer = new HindsightReplayer(store, code);
        using (var before = store.TakeSnapshot())
        {
            var missing = before.Runs.SelectMany(run => new[] { Missing(run, "matrix", Epoch, 4), Missing(run, "after", LoopPath.Root, 1) });
            var plan = replayer.Plan(before, new ReplayRequest([.. missing], workers), CancellationToken.None);
            Assert.Empty(plan.Refusals);
            var outcome = await plan.ExecuteAsync(new Listener(steps), CancellationToken.None);
            Assert.All(outcome.Runs, run => Assert.True(run.Verified, run.Message));
        }

        using var after = store.TakeSnapshot();
        return ReplayedCells.Read(after, null)
            .SelectMany(run => run.Cells, (run, cell) => (Name: $"{run.Run.Header.RunId} {cell.Key}", cell.Value))
            .ToDictionary(cell => cell.Name, cell => cell.Value);
    }

    private static MissingCells Missing(RunInfo run, string name, LoopPath path, int count) =>
        new(run.Key, name, path, [.. Enumerable.Range(0, count).Select(index => path.Depth == 0 ? ImmutableArray<long>.Empty : [index])]);

    private static void CopyFolder(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in new DirectoryInfo(source).EnumerateFileSystemInfos())
        {
            var path = Path.Combine(target, entry.Name);
            if (entry.LinkTarget is { } link) File.CreateSymbolicLink(path, link);
            else if (entry is DirectoryInfo) CopyFolder(entry.FullName, path);
            else File.Copy(entry.FullName, path, overwrite: true);
        }
    }

    /// <summary>Keeps what it hears, on whichever thread says it.</summary>
    private sealed class Listener(List<string> heard) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value)
        {
            lock (heard) heard.Add(value.Text);
        }
    }
}
