using System.Globalization;
using System.Numerics;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>What is known of the values of a column in a batch without reading them.</summary>
/// <param name="NullCount">The rows without a value.</param>
/// <param name="Min">The smallest number as text, exactly; null if there is none, or if the column does not hold numbers.</param>
/// <param name="Max">The largest.</param>
internal sealed record ColumnZone(int NullCount, string? Min, string? Max)
{
    /// <summary>Looks at all values. NaN is no number.</summary>
    public static ColumnZone Of(ArrowArray column) => column switch
    {
        PrimitiveArray<long> numbers when FindRange(numbers, long.MaxValue, long.MinValue) is var (min, max) =>
            new ColumnZone(column.NullCount, min.ToString(CultureInfo.InvariantCulture), max.ToString(CultureInfo.InvariantCulture)),
        PrimitiveArray<double> numbers when FindRange(numbers, double.PositiveInfinity, double.NegativeInfinity) is var (min, max) =>
            new ColumnZone(column.NullCount, min.ToString("R", CultureInfo.InvariantCulture), max.ToString("R", CultureInfo.InvariantCulture)),
        _ => new ColumnZone(column.NullCount, null, null),
    };

    private static (T Min, T Max)? FindRange<T>(PrimitiveArray<T> column, T min, T max)
        where T : unmanaged, INumber<T>
    {
        var values = column.Values;
        bool found = false, hasNulls = column.NullCount > 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (hasNulls && column.IsNull(i)) continue;
            var value = values[i];
            if (value <= min) min = value;
            if (value >= max) max = value;
            found |= !T.IsNaN(value);
        }

        return found ? (min, max) : null;
    }
}
