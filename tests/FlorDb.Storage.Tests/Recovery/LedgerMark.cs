using System.Collections.Immutable;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>How far a ledger had come at one moment.</summary>
/// <param name="Writers">How far each writer.</param>
/// <param name="Asked">The deletions that were asked for, a bit each.</param>
/// <param name="Deleted">Those whose calls have returned.</param>
internal sealed record LedgerMark(ImmutableArray<Ledger.Progress> Writers, ulong Asked, ulong Deleted);
