using System.Collections.Immutable;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>How far each writer of a ledger had come at one moment.</summary>
internal sealed record LedgerMark(ImmutableArray<Ledger.Progress> Writers);
