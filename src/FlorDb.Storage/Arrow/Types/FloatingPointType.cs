namespace FlorDb.Storage.Arrow;

/// <summary>IEEE 754 binary floating-point numbers.</summary>
public sealed record FloatingPointType : FixedWidthType
{
    /// <summary>Makes a floating-point type.</summary>
    /// <exception cref="ArgumentException">The width is not 16, 32 or 64.</exception>
    public FloatingPointType(int bitWidth)
    {
        if (bitWidth is not (16 or 32 or 64)) throw new ArgumentException($"There are no floating-point numbers of {bitWidth} bits.", nameof(bitWidth));
        BitWidth = bitWidth;
    }

    /// <summary>The width in bits: 16, 32 or 64.</summary>
    public int BitWidth { get; }

    /// <inheritdoc/>
    public override int ByteWidth => BitWidth / 8;

    /// <inheritdoc/>
    public override string ToString() => $"float{BitWidth}";
}
