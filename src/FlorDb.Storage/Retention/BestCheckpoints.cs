namespace FlorDb.Storage;

/// <summary>A rule that keeps the best checkpoints of each run.</summary>
/// <param name="Name">The logged name whose number counts: the one that was logged last in the checkpoint's own iteration.</param>
/// <param name="Count">How many to keep; at least 1.</param>
/// <param name="Order">Whether small or large numbers are good.</param>
/// <remarks>
/// Checkpoints of iterations where no number was logged under the name (NaN is none) come after all others. A run with no such number at all keeps every
/// checkpoint, so a name that is misspelt deletes nothing.
/// </remarks>
public sealed record BestCheckpoints(string Name, int Count, BestOrder Order);
