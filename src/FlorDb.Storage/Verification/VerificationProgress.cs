namespace FlorDb.Storage;

/// <summary>How far the check or the repair of a store has come.</summary>
/// <param name="File">The file that was checked last, relative to the store's folder.</param>
/// <param name="BytesDone">The bytes that were read.</param>
/// <param name="BytesTotal">The bytes to read; may grow while a training writes.</param>
public readonly record struct VerificationProgress(string File, long BytesDone, long BytesTotal);
