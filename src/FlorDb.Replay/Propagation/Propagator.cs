using System.Collections.Immutable;
using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Patching;
using FlorDb.Replay.Propagation.Source;

namespace FlorDb.Replay.Propagation;

/// <summary>Puts the newest statements that log some names into an old version of the program. The rules are in spec/replay.md.</summary>
internal static class Propagator
{
    /// <exception cref="RefusedException">It can't be done; the message says why.</exception>
    public static PatchedProgram Propagate(SourceProgram newest, SourceProgram old, IEnumerable<string> names)
    {
        var present = old.Flor.Logs.Select(log => log.Name).ToHashSet(StringComparer.Ordinal);
        var wanted = names.Where(name => !present.Contains(name)).ToList();
        if (wanted.Count == 0) return new(ImmutableSortedDictionary<string, string>.Empty, old);
        var logs = wanted.SelectMany(name => SitesOf(newest, name)).ToList();
        var placer = new StatementPlacer(TreeMatcher.Match(newest, old));
        placer.Place(logs);
        var changed = placer.Apply();
        var patched = old.With(changed);
        CompileCheck.Require(newest, old, patched);
        return new(changed.ToImmutableSortedDictionary(StringComparer.Ordinal), patched);
    }

    private static List<LogCall> SitesOf(SourceProgram newest, string name)
    {
        var sites = newest.Flor.Logs.Where(log => log.Name == name).ToList();
        return sites.Count > 0 ? sites : throw new RefusedException($"no statement of the newest source logs '{name}' under a constant name");
    }
}
