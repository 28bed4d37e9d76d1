namespace FlorDb.Storage.Checkpoints;

/// <summary>Where a page stands.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Offset">Where its bytes begin.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Codec">How they are stored.</param>
internal readonly record struct PageLocation(PackReader Pack, long Offset, int Length, PageCodec Codec);
