namespace FlorDb.Storage.Wal;

/// <summary>What reading a WAL file came to.</summary>
/// <param name="LastSequence">The LSN of the last record that was good.</param>
/// <param name="Offset">Where the good records end.</param>
/// <param name="Fault">What stands there instead of a record; null at a clean end.</param>
/// <param name="HasRecordsBehind">Whether good records follow that are not used: more than a torn end is wrong.</param>
internal sealed record WalOutcome(long LastSequence, long Offset, string? Fault, bool HasRecordsBehind);
