using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>One thing that a repair has done.</summary>
/// <param name="File">The file that was damaged, relative to the store's folder.</param>
/// <param name="Text">What was done and what is lost, for people.</param>
/// <param name="Runs">The runs that it touches, where that is known.</param>
public sealed record RepairAction(string File, string Text, ImmutableArray<RunKey> Runs);
