namespace FlorDb.Storage;

/// <summary>What the cells of a name in a batch can be.</summary>
/// <param name="Count">How many there are at most.</param>
/// <param name="Min">No number among them is smaller; null if there is none but NaN. An integer beyond 2^53 is rounded to the nearest double.</param>
/// <param name="Max">No number among them is larger.</param>
/// <param name="HasOthers">Whether there are, or may be, values that are not numbers.</param>
public sealed record CellZone(long Count, double? Min, double? Max, bool HasOthers)
{
    internal static CellZone Empty { get; } = new(0, null, null, false);

    internal static CellZone Unknown { get; } = new(long.MaxValue, double.NegativeInfinity, double.PositiveInfinity, true);

    internal CellZone With(CellZone other) => new(
        Count > long.MaxValue - other.Count ? long.MaxValue : Count + other.Count,
        Min is { } min && other.Min is { } otherMin ? Math.Min(min, otherMin) : Min ?? other.Min,
        Max is { } max && other.Max is { } otherMax ? Math.Max(max, otherMax) : Max ?? other.Max,
        HasOthers || other.HasOthers);
}
