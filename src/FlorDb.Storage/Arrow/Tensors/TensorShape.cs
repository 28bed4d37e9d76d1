using System.Collections.Immutable;
using System.Text.Json;

namespace FlorDb.Storage.Arrow;

/// <summary>The shape of an n-dimensional array as extension types write it.</summary>
internal static class TensorShape
{
    private const string Key = "shape";

    /// <summary>The product of a shape; null if a length is negative, or the product (also on the way to a zero) is too large.</summary>
    public static int? TryElementCount(ImmutableArray<long> shape)
    {
        Int128 count = 1;
        foreach (var length in shape)
        {
            count *= length;
            if (length < 0 || count > long.MaxValue) return null;
        }

        return count <= int.MaxValue ? (int)count : null;
    }

    public static int ElementCount(ImmutableArray<long> shape) => TryElementCount(shape)
        ?? throw new ArgumentException($"An n-dimensional value can't have the shape [{string.Join(", ", shape)}].", nameof(shape));

    /// <summary>
    /// Whether values may stand in lists of fixed size, in which a row without one takes as much room as one with: the empty rows may take no more than the
    /// values, or a MiB.
    /// </summary>
    /// <param name="shape">The shape that all values have.</param>
    /// <param name="elementType">The type of their elements.</param>
    /// <param name="values">How many rows have a value.</param>
    /// <param name="rows">How many rows there are.</param>
    public static bool AllowsFixedLists(ImmutableArray<long> shape, ElementType elementType, long values, long rows)
    {
        const double Negligible = 1 << 20;
        double bytes = shape.Aggregate((double)elementType.ByteWidth(), (product, length) => product * length);
        return shape.IsEmpty || bytes * (rows - values) <= Math.Max(bytes * values, Negligible);
    }

    public static string ToJson(ImmutableArray<long> shape) => $$"""{"{{Key}}":[{{string.Join(',', shape)}}]}""";

    /// <summary>The shape in an extension type's parameters.</summary>
    public static ImmutableArray<long> FromJson(string? json, string column)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            var shape = document.RootElement.GetProperty(Key).EnumerateArray().Select(length => length.GetInt64()).ToImmutableArray();
            ElementCount(shape);
            return shape;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ArrowFormatException($"Column \"{column}\" is said to hold n-dimensional values, but their shape can't be read from '{json}'.", problem);
        }
    }
}
