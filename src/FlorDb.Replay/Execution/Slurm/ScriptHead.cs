using System.Collections.Immutable;
using FlorDb.Query;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>The head of the job script, which the user writes: <c>#SBATCH</c> lines, then commands that each task runs first.</summary>
internal sealed record ScriptHead(ImmutableArray<string> Lines)
{
    /// <summary>The environment variable that names the file.</summary>
    public const string Variable = "FLOR_SLURM";

    /// <summary>The file in the store's folder that is read where the variable names none.</summary>
    public const string FileName = "slurm.sh";

    private const string Shell = "#!/bin/bash";

    /// <summary>The first line of a script: the user's own, or bash.</summary>
    public string Interpreter => Lines is [var first, ..] && first.StartsWith("#!", StringComparison.Ordinal) ? first : Shell;

    /// <summary>All lines but that one.</summary>
    public IEnumerable<string> Rest => Lines.SkipWhile((line, index) => index == 0 && line.StartsWith("#!", StringComparison.Ordinal));

    /// <summary>Whether it says itself which GPUs a task gets.</summary>
    public bool AsksForGpus => Lines.Any(line => line.StartsWith("#SBATCH", StringComparison.Ordinal) && line.Contains("gpu", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the head for a store.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="named">The file that the user has named; null or empty for none.</param>
    /// <exception cref="FlorQlException">The named file can't be read.</exception>
    public static ScriptHead Read(string store, string? named)
    {
        var file = string.IsNullOrEmpty(named) ? Path.Combine(store, FileName) : Path.GetFullPath(named);
        try
        {
            return new ScriptHead([.. File.ReadAllLines(file)]);
        }
        catch (FileNotFoundException) when (string.IsNullOrEmpty(named))
        {
            return new ScriptHead([]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlorQlException($"The head of the job script can't be read: {e.Message} {Variable} names it, or it is {FileName} in the store's folder.", e);
        }
    }
}
