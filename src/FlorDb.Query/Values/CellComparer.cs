using FlorDb.Storage;

namespace FlorDb.Query.Values;

/// <summary>
/// The order and equality of values that are not NULL: numbers by value, whatever their kind; NaN equals NaN and comes after all other numbers;
/// text by UTF-16 units; false before true.
/// </summary>
internal static class CellComparer
{
    /// <summary>Less than, equal to, or greater than zero.</summary>
    /// <exception cref="ValueException">The values have no common order.</exception>
    public static int Compare(CellValue left, CellValue right) => (left.Kind, right.Kind) switch
    {
        (CellKind.Int64, CellKind.Int64) => left.AsInt64().CompareTo(right.AsInt64()),
        (CellKind.Float64, CellKind.Float64) => CompareFloats(left.AsFloat64(), right.AsFloat64()),
        (CellKind.Int64, CellKind.Float64) => CompareMixed(left.AsInt64(), right.AsFloat64()),
        (CellKind.Float64, CellKind.Int64) => -CompareMixed(right.AsInt64(), left.AsFloat64()),
        (CellKind.String, CellKind.String) => string.CompareOrdinal(left.AsString(), right.AsString()),
        (CellKind.Timestamp, CellKind.Timestamp) => left.AsMicroseconds().CompareTo(right.AsMicroseconds()),
        (CellKind.Boolean, CellKind.Boolean) => left.AsBoolean().CompareTo(right.AsBoolean()),
        _ => throw new ValueException(
            $"{TypeNames.Of(left.Kind)} and {TypeNames.Of(right.Kind)} values have no common order.", "Convert one with CAST(... AS ...)."),
    };

    /// <summary>Whether two values are equal; n-d, JSON and binary values are equal when all their bits are.</summary>
    /// <exception cref="ValueException">The values can't be compared.</exception>
    public static bool AreEqual(CellValue left, CellValue right) =>
        left.Kind == right.Kind && left.Kind is CellKind.Tensor or CellKind.Json or CellKind.Binary ? left == right : Compare(left, right) == 0;

    public static bool HasOrder(CellKind kind) => kind is not (CellKind.Tensor or CellKind.Json or CellKind.Binary);

    private static int CompareFloats(double left, double right) =>
        double.IsNaN(left) ? (double.IsNaN(right) ? 0 : 1) : double.IsNaN(right) ? -1 : left == right ? 0 : left < right ? -1 : 1;

    private static int CompareMixed(long left, double right)
    {
        const double TwoTo63 = 9223372036854775808.0;
        if (double.IsNaN(right) || right >= TwoTo63) return -1;
        if (right < -TwoTo63) return 1;
        var whole = Math.Truncate(right);
        var byWhole = left.CompareTo((long)whole);
        return byWhole != 0 ? byWhole : -right.CompareTo(whole);
    }
}
