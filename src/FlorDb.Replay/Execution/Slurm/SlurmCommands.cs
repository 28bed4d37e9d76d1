using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using FlorDb.Query;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>Slurm's own commands: they know the user's cluster, its security and its configuration.</summary>
/// <param name="variables">Variables to set for them; null removes one.</param>
internal sealed class SlurmCommands(IReadOnlyDictionary<string, string?> variables)
{
    private const string Advice = "start flor on a machine from which jobs are submitted, or leave USING SLURM out to replay on this machine";

    /// <summary>The number of tasks that a job array may have.</summary>
    /// <exception cref="FlorQlException">There is no Slurm here, or it does not answer.</exception>
    public async Task<int> MaxArraySizeAsync(CancellationToken cancellation)
    {
        var answer = await RunAsync("scontrol", ["show", "config"], cancellation).ConfigureAwait(false);
        if (answer.Code != 0) throw new FlorQlException($"Slurm does not answer: {answer.Message}. 'scontrol ping' says more; {Advice}.");
        var line = answer.Output.Split('\n').FirstOrDefault(line => line.StartsWith("MaxArraySize ", StringComparison.Ordinal));
        return int.TryParse(line?.Split('=')[^1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var size) && size > 0
            ? size
            : throw new FlorQlException("Slurm has no job arrays here: 'scontrol show config' tells no MaxArraySize above 0.");
    }

    /// <summary>Submits a script.</summary>
    /// <returns>The job's number.</returns>
    /// <exception cref="FlorQlException">Slurm refuses it; the message is its own.</exception>
    public async Task<uint> SubmitAsync(IEnumerable<string> options, string script, CancellationToken cancellation)
    {
        var answer = await RunAsync("sbatch", [.. options, "--parsable", script], cancellation).ConfigureAwait(false);
        if (answer.Code != 0) throw new FlorQlException($"Slurm refuses the job array: {answer.Message}");
        // With several clusters the cluster's name follows.
        return uint.TryParse(answer.Output.Split(';')[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var job)
            ? job
            : throw new FlorQlException($"sbatch did not answer with a job's number but with '{answer.Output.Trim()}'.");
    }

    /// <summary>What Slurm knows of the tasks of job arrays. It forgets them some minutes after their end.</summary>
    /// <param name="filter">The option of squeue that says which.</param>
    /// <param name="cancellation">Stops the question.</param>
    /// <returns>The tasks; null when Slurm does not answer at the moment.</returns>
    public async Task<IReadOnlyList<QueuedTask>?> FindAsync(string filter, CancellationToken cancellation)
    {
        string[] options = ["--noheader", "--array", "--states=all", filter, $"--format={QueuedTask.Format}"];
        var answer = await RunAsync("squeue", options, cancellation).ConfigureAwait(false);
        if (answer.Code == 0) return QueuedTask.Parse(answer.Output);
        return answer.Error.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase) ? [] : null;
    }

    /// <summary>Cancels all jobs of a name, also one whose number never came back.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    public async Task<string?> CancelAsync(string name, CancellationToken cancellation)
    {
        var answer = await RunAsync("scancel", [$"--name={name}"], cancellation).ConfigureAwait(false);
        return answer.Code == 0 ? null : answer.Message;
    }

    private async Task<Answer> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Find(program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        ChildProcess.SetVariables(start, variables);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            var answer = new Answer(program, process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
            // Ctrl-C reaches the command as well, and may end it first.
            if (answer.Code != 0) cancellation.ThrowIfCancellationRequested();
            return answer;
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            throw;
        }
    }

    private string Find(string program)
    {
        var path = variables.TryGetValue("PATH", out var own) ? own : Environment.GetEnvironmentVariable("PATH");
        var folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new FlorQlException($"USING SLURM needs Slurm's commands, and there is no '{program}' on the PATH: {Advice}.");
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It is gone already.
        }
    }

    private sealed record Answer(string Program, int Code, string Output, string Error)
    {
        /// <summary>What the command complained of, in one line.</summary>
        public string Message
        {
            get
            {
                var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(line => line.Replace($"{Program}: ", "", StringComparison.Ordinal).Replace("error: ", "", StringComparison.Ordinal));
                var text = string.Join("; ", lines).TrimEnd('.');
                return text.Length > 0 ? text : $"{Program} ended with exit code {Code}";
            }
        }
    }
}
