namespace FlorDb.Storage.Arrow;

/// <summary>A type whose values are numbers of a fixed number of bytes, held in a <see cref="PrimitiveArray"/>.</summary>
public abstract record FixedWidthType : ArrowType
{
    private protected FixedWidthType()
    {
    }

    /// <summary>The bytes that one value takes: 1, 2, 4 or 8.</summary>
    public abstract int ByteWidth { get; }
}
