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
