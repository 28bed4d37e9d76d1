using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>The properties of runs in short, for people.</summary>
internal static class RunText
{
    private const int VersionCharacters = 8;
    private const int ShortestKey = 8;

    /// <summary>The first characters of a git commit.</summary>
    public static string Version(string versionId) => versionId.Length > VersionCharacters ? versionId[..VersionCharacters] : versionId;

    /// <summary>A state in one word.</summary>
    public static string State(RunState state) => state switch
    {
        RunState.Running => "running",
        RunState.Completed => "completed",
        RunState.Failed => "failed",
        RunState.Interrupted => "interrupted",
        _ => state.ToString(),
    };

    /// <summary>How many processes have recorded a run: <c>4</c>, or <c>3 of 4</c> where some have not; null for a run of one process.</summary>
    public static string? Ranks(RunGroup group) => group.WorldSize is not { } size ? null
        : group.Ranks.Length == size ? size.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{group.Ranks.Length} of {size}");

    /// <summary>How many characters of their keys tell all runs apart, at least eight. The first half of a key is the time of its start.</summary>
    public static int KeyLength(IEnumerable<RunInfo> runs) => KeyLength(runs.Select(run => run.Key));

    /// <inheritdoc cref="KeyLength(IEnumerable{RunInfo})"/>
    public static int KeyLength(IEnumerable<RunKey> runs)
    {
        var length = ShortestKey;
        var previous = "";
        foreach (var key in runs.Select(run => run.ToString()).Order(StringComparer.Ordinal))
        {
            length = Math.Max(length, Math.Min(key.Length, CommonPrefix(previous, key) + 1));
            previous = key;
        }

        return length;
    }

    private static int CommonPrefix(string left, string right) => left.AsSpan().CommonPrefixLength(right);
}
