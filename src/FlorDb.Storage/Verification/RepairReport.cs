using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>What a repair has done.</summary>
/// <param name="Actions">In order; none if nothing was wrong.</param>
public sealed record RepairReport(ImmutableArray<RepairAction> Actions);
