namespace FlorDb.Storage;

/// <summary>How far a garbage collection has come.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Done">How much of that is done: checkpoints where it marks, bytes where it copies, 0 where it waits.</param>
/// <param name="Total">How much there is to do, in the same unit.</param>
public sealed record CollectionProgress(CollectionPhase Phase, long Done, long Total);
