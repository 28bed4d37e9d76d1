namespace FlorDb.Storage;

/// <summary>What a garbage collection found in one pack.</summary>
/// <param name="File">The pack, relative to the store's folder.</param>
/// <param name="Bytes">Its length with that of its index.</param>
/// <param name="LiveBytes">The bytes of pages in use, with what the pack holds of each besides its content.</param>
/// <param name="DeadBytes">The bytes of the pack that nothing uses.</param>
/// <param name="FreedBytes">What the store gets shorter by when the pack goes and its pages in use are written anew; 0 for a pack that is kept.</param>
/// <param name="Fate">What becomes of it.</param>
public sealed record PackReport(string File, long Bytes, long LiveBytes, long DeadBytes, long FreedBytes, PackFate Fate);
