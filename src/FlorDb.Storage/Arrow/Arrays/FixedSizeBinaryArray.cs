namespace FlorDb.Storage.Arrow;

/// <summary>A column of byte strings of equal length.</summary>
public sealed class FixedSizeBinaryArray : ArrowArray
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _width;

    internal FixedSizeBinaryArray(FixedSizeBinaryType type, int length, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> bytes)
        : base(type, length, validity)
    {
        _width = type.ByteWidth;
        _bytes = bytes[..(length * _width)];
    }

    /// <summary>The bytes of the value at a position, without a copy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            CheckIndex(index);
            return _bytes.Slice(index * _width, _width);
        }
    }

    internal override IReadOnlyList<ReadOnlyMemory<byte>> Buffers => [_bytes];
}
