namespace FlorDb.Storage.Arrow;

/// <summary>Integers.</summary>
public sealed record IntegerType : FixedWidthType
{
    /// <summary>Makes an integer type.</summary>
    /// <exception cref="ArgumentException">The width is not 8, 16, 32 or 64.</exception>
    public IntegerType(int bitWidth, bool isSigned)
    {
        if (bitWidth is not (8 or 16 or 32 or 64)) throw new ArgumentException($"There are no integers of {bitWidth} bits.", nameof(bitWidth));
        BitWidth = bitWidth;
        IsSigned = isSigned;
    }

    /// <summary>The width in bits: 8, 16, 32 or 64.</summary>
    public int BitWidth { get; }

    /// <summary>Whether values can be negative (two's complement).</summary>
    public bool IsSigned { get; }

    /// <inheritdoc/>
    public override int ByteWidth => BitWidth / 8;

    /// <inheritdoc/>
    public override string ToString() => $"{(IsSigned ? "int" : "uint")}{BitWidth}";
}
