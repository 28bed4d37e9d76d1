using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>One thing that a check of a store has found.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="File">The file, relative to the store's folder.</param>
/// <param name="Offset">The first byte that is wrong; 0 where that can't be told, or where it is the whole file.</param>
/// <param name="Held">What stands or stood there, for people.</param>
/// <param name="Problem">What is wrong with it, for people.</param>
/// <param name="Runs">The runs that it touches, where that is known.</param>
/// <param name="Remedy">What can be done, for people.</param>
public sealed record Finding(FindingKind Kind, string File, long Offset, string Held, string Problem, ImmutableArray<RunKey> Runs, string Remedy);
