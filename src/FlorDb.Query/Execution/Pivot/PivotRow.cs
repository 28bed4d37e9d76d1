namespace FlorDb.Query.Execution.Pivot;

/// <summary>Where a row of the pivoted view comes from.</summary>
/// <param name="Pivot">The run.</param>
/// <param name="Context">The iteration.</param>
/// <param name="Layout">The layout that both belong to.</param>
/// <param name="Unverified">The cells in the row that come from replays which were not verified; null for none.</param>
internal sealed record PivotRow(RunPivot Pivot, PivotContext Context, PivotLayout Layout, IReadOnlyList<PivotCell>? Unverified);
