using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Replay.Execution;

/// <summary>How a built version is started so that it computes what the run computed.</summary>
internal static class TrainingCommand
{
    // How many threads compute decides in which order sums are added up, and so the last bits of a result.
    private static readonly string[] ThreadVariables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    // Whoever starts a replay may be one of several processes himself; the replay is not.
    private const string RankVariable = "FLOR_RANK";

    public static string[] Of(RunHeader run, string output)
    {
        var name = run.Environment.GetValueOrDefault(RunKeys.Assembly) is { Length: > 0 } assembly ? assembly : Path.GetFileNameWithoutExtension(run.FileName);
        return [ChildProcess.DotnetHost, Path.Combine(output, name + ".dll"), .. run.Arguments];
    }

    /// <summary>The folder inside of a copy of the sources that corresponds to the one in which the run was started.</summary>
    public static string WorkingFolder(RunHeader run, string sources)
    {
        var folder = run.Environment.GetValueOrDefault(RunKeys.WorkingFolder, ".");
        var path = Path.IsPathRooted(folder) ? folder : Path.GetFullPath(Path.Combine(sources, folder));
        return Directory.Exists(path) ? path : sources;
    }

    /// <summary>How many threads torch computes with, as the run's record says; 1 where it does not.</summary>
    public static int Threads(RunHeader run) =>
        int.TryParse(run.Environment.GetValueOrDefault(RunKeys.TorchThreads), NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads > 0 ? threads : 1;

    /// <summary>
    /// The variables that set the number of threads, as the run's record has them, else as they are here, whatever another machine says; and what makes the
    /// training one of a single process.
    /// </summary>
    public static Dictionary<string, string?> Environment(RunHeader run)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { [RankVariable] = "off" };
        foreach (var name in ThreadVariables)
            variables[name] = run.Environment.TryGetValue(name, out var value) ? value : System.Environment.GetEnvironmentVariable(name);
        return variables;
    }
}
