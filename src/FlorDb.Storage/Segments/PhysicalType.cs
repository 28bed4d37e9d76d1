using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>What all values of one column have in common: their kind, and for n-d values the type of elements and the number of dimensions.</summary>
internal readonly record struct PhysicalType(CellKind Kind, ElementType ElementType, int Dimensions)
{
    /// <summary>Distinguishes the column of a name from others of that name.</summary>
    public string Suffix => Kind == CellKind.Tensor ? $":{ElementType}{Dimensions}d" : $":{Kind}";

    public static PhysicalType Of(in CellValue value) => value.Kind == CellKind.Tensor
        ? new PhysicalType(value.Kind, value.AsTensor().ElementType, value.AsTensor().Shape.Length)
        : new PhysicalType(value.Kind, default, 0);

    /// <summary>The shape that all n-d values have; null if they have several, or have no elements, which lists of a fixed size can't express.</summary>
    public static ImmutableArray<long>? CommonShape(IEnumerable<CellValue> values)
    {
        ImmutableArray<long>? common = null;
        foreach (var value in values)
        {
            var shape = value.AsTensor().Shape;
            if (shape.Contains(0)) return null;
            if (common is { } first && !first.AsSpan().SequenceEqual(shape.AsSpan())) return null;
            common = shape;
        }

        return common;
    }
}
