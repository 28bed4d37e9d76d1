using System.Collections.Immutable;
using FlorDb.Replay.Propagation.Source;

namespace FlorDb.Replay.Propagation;

/// <summary>An old version with log statements put in.</summary>
/// <param name="Files">The text of each file that changed by path; empty when the version logs all the names by itself.</param>
/// <param name="Program">The patched program.</param>
internal sealed record PatchedProgram(ImmutableSortedDictionary<string, string> Files, SourceProgram Program);
