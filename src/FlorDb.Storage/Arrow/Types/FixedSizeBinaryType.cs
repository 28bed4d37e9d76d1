namespace FlorDb.Storage.Arrow;

/// <summary>Byte strings that all have the same length.</summary>
public sealed record FixedSizeBinaryType : ArrowType
{
    /// <summary>Makes a type of byte strings of <paramref name="byteWidth"/> bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The width is negative.</exception>
    public FixedSizeBinaryType(int byteWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteWidth);
        ByteWidth = byteWidth;
    }

    /// <summary>The bytes that each value takes.</summary>
    public int ByteWidth { get; }

    /// <inheritdoc/>
    public override string ToString() => $"fixed_size_binary({ByteWidth})";
}
