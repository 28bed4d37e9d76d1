using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>
/// An n-dimensional array of numbers: element type, shape, and the elements in row-major order, little-endian.
/// Two are equal when all three are, bit for bit (so NaN equals the same NaN, and -0 differs from 0).
/// </summary>
public sealed class TensorValue : IEquatable<TensorValue>
{
    /// <summary>Wraps the bytes of an array; they are not copied and must not change afterwards.</summary>
    /// <param name="elementType">The type of each element.</param>
    /// <param name="shape">The length of each dimension; empty for a single number.</param>
    /// <param name="bytes">The elements, row-major, little-endian.</param>
    /// <exception cref="ArgumentException">A dimension is negative, or the number of bytes does not fit the shape.</exception>
    public TensorValue(ElementType elementType, ImmutableArray<long> shape, ReadOnlyMemory<byte> bytes)
    {
        long elements = 1;
        foreach (var length in shape)
        {
            if (length < 0) throw new ArgumentException($"A dimension can't have length {length}.", nameof(shape));
            elements = checked(elements * length);
        }

        if (checked(elements * elementType.ByteWidth()) != bytes.Length)
            throw new ArgumentException($"{elements} elements of {elementType} don't take {bytes.Length} bytes.", nameof(bytes));
        ElementType = elementType;
        Shape = shape;
        Bytes = bytes;
    }

    /// <summary>The type of each element.</summary>
    public ElementType ElementType { get; }

    /// <summary>The length of each dimension; empty for a single number.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>The elements, row-major, little-endian.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The number of elements: the product of the shape.</summary>
    public int Count => Bytes.Length / ElementType.ByteWidth();

    /// <inheritdoc/>
    public bool Equals(TensorValue? other) =>
        other is not null
        && ElementType == other.ElementType
        && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan())
        && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(ElementType);
        foreach (var length in Shape) hash.Add(length);
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }
}
