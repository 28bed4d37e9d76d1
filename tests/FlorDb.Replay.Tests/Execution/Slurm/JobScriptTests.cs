using System.Collections.Immutable;
using FlorDb.Query;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution;
using FlorDb.Replay.Execution.Slurm;
using FlorDb.Replay.Tests.Support;

namespace FlorDb.Replay.Tests.Execution.Slurm;

public class JobScriptTests
{
    [Fact]
    public void An_array_asks_for_its_share_then_says_what_the_user_says() => Assert.Equal(
        """
        #!/bin/bash
        #SBATCH --cpus-per-task=4
        #SBATCH --partition=short
        module load dotnet
        exec /bin/sh '/data/it'\''s here'/"$((1000 + SLURM_ARRAY_TASK_ID))".sh

        """.ReplaceLineEndings("\n"),
        JobScript.OfArray(Head("#SBATCH --partition=short", "module load dotnet"), WorkerKind.Cpu, 4, "/data/it's here", 1000));

    [Theory]
    [InlineData("#SBATCH --time=10", "#!/bin/bash\n#SBATCH --gres=gpu:1\n#SBATCH --time=10\n")]
    [InlineData("#SBATCH --gpus-per-task=a100:1", "#!/bin/bash\n#SBATCH --gpus-per-task=a100:1\n")]
    [InlineData("#!/bin/zsh -l", "#!/bin/zsh -l\n#SBATCH --gres=gpu:1\n")]
    public void A_task_gets_one_gpu_unless_the_user_says_which(string line, string begin) =>
        Assert.StartsWith(begin + "exec ", JobScript.OfArray(Head(line), WorkerKind.Gpu, 4, "/data", 0), StringComparison.Ordinal);

    [Fact]
    public async Task A_task_runs_its_worker_as_it_would_run_here_and_leaves_a_result()
    {
        using var folder = new TemporaryFolder();
        var script = folder["task.sh"];
        var job = new WorkerJob(
            ["/bin/sh", "-c", "echo \"$PWD|$A|${B-unset}|$1\"; exit 7", "x", "it's *\n$HOME"], folder.Path,
            new Dictionary<string, string?> { ["A"] = "'a' \\ b", ["B"] = null }, folder["unused"], 1);
        await File.WriteAllTextAsync(script, JobScript.OfTask(job, folder["it's.result"]));
        var code = await ChildProcess.RunAsync(["/bin/sh", script], "/", new Dictionary<string, string?> { ["B"] = "b" }, folder["log"], CancellationToken.None);
        Assert.Equal(7, code);
        Assert.Equal($"{folder.Path}|'a' \\ b|unset|it's *\n$HOME\n", await File.ReadAllTextAsync(folder["log"]));
        var result = TaskResult.Read(folder["it's.result"]);
        Assert.Equal(7, result!.Code);
        Assert.InRange(result.Seconds, 0, 60);
    }

    [Fact]
    public void The_head_is_a_file_of_the_store_or_the_one_that_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(ScriptHead.Read(folder.Path, "").Lines);
        File.WriteAllText(folder[ScriptHead.FileName], "#SBATCH -p a\n");
        File.WriteAllText(folder["other"], "#SBATCH -p b\n");
        Assert.Equal("#SBATCH -p a", Assert.Single(ScriptHead.Read(folder.Path, null).Lines));
        Assert.Equal("#SBATCH -p b", Assert.Single(ScriptHead.Read(folder.Path, folder["other"]).Lines));
        var missing = Assert.Throws<FlorQlException>(() => ScriptHead.Read(folder.Path, folder["missing"]));
        Assert.Contains("FLOR_SLURM names it, or it is slurm.sh in the store's folder", missing.Problem, StringComparison.Ordinal);
    }

    private static ScriptHead Head(params ImmutableArray<string> lines) => new(lines);
}
