using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlorDb.Query.Hindsight;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>The texts of the scripts that Slurm runs. They are for any POSIX shell.</summary>
internal static class JobScript
{
    /// <summary>The script of a job array: what each task asks of the cluster, the user's head, then the task's own script.</summary>
    /// <param name="head">The user's head; its options win over ours.</param>
    /// <param name="kind">What each task occupies.</param>
    /// <param name="threads">With how many threads the busiest of them computes.</param>
    /// <param name="folder">Where the tasks' scripts lie, each under its number.</param>
    /// <param name="first">The number of the array's first task.</param>
    public static string OfArray(ScriptHead head, WorkerKind kind, int threads, string folder, int first)
    {
        var text = new StringBuilder().Append(head.Interpreter).Append('\n');
        if (kind == WorkerKind.Cpu) text.Append(CultureInfo.InvariantCulture, $"#SBATCH --cpus-per-task={threads}\n");
        else if (!head.AsksForGpus) text.Append("#SBATCH --gres=gpu:1\n");
        foreach (var line in head.Rest) text.Append(line).Append('\n');
        return text.Append(CultureInfo.InvariantCulture, $"exec /bin/sh {Quote(folder)}/\"$(({first} + SLURM_ARRAY_TASK_ID))\".sh\n").ToString();
    }

    /// <summary>
    /// The script of a task: runs its worker and leaves a result. A signal at the task's end reaches the worker as well, and the script waits for
    /// what that makes of it.
    /// </summary>
    public static string OfTask(WorkerJob job, string result)
    {
        var text = new StringBuilder("trap : TERM\n");
        text.Append(CultureInfo.InvariantCulture, $"cd {Quote(job.Folder)} || exit 1\n");
        foreach (var (name, value) in job.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            text.Append(value is null ? $"unset {name}\n" : $"export {name}={Quote(value)}\n");
        text.Append("begin=$(date +%s.%N)\n");
        text.Append(CultureInfo.InvariantCulture, $"{Quoted(job.Command)} </dev/null\ncode=$?\n");
        text.Append(CultureInfo.InvariantCulture, $"echo \"$code $begin $(date +%s.%N)\" >{Quote(result + ".new")} && mv -f {Quote(result + ".new")} {Quote(result)}\n");
        return text.Append("exit \"$code\"\n").ToString();
    }

    private static string Quoted(ImmutableArray<string> command) => string.Join(' ', command.Select(Quote));

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
