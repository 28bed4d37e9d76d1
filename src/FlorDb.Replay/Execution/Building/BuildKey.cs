using System.Security.Cryptography;
using System.Text;
using FlorDb.Replay.Propagation;
using FlorDb.Storage;

namespace FlorDb.Replay.Execution.Building;

/// <summary>The name of a build: the same version, patch and configuration are built once.</summary>
internal static class BuildKey
{
    public static string Of(RunHeader run, PatchedProgram patch)
    {
        var text = new StringBuilder().Append(run.VersionId).Append('\0').Append(ConfigurationOf(run)).Append('\0').Append(run.FileName);
        foreach (var (path, content) in patch.Files) text.Append('\0').Append(path).Append('\0').Append(content);
        return Of(text.ToString());
    }

    /// <summary>The name of the build of a patched version that is known by its commit only.</summary>
    public static string OfCommit(RunHeader run, string commit) => Of($"{commit}\0{ConfigurationOf(run)}\0{run.FileName}");

    public static string ConfigurationOf(RunHeader run) => run.Environment.GetValueOrDefault(RunKeys.Configuration) is { Length: > 0 } configuration ? configuration : "Debug";

    private static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20];
}
