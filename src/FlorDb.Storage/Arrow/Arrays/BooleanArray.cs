namespace FlorDb.Storage.Arrow;

/// <summary>A column of truth values.</summary>
public sealed class BooleanArray : ArrowArray
{
    private readonly ReadOnlyMemory<byte> _bits;

    internal BooleanArray(int length, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> bits)
        : base(ArrowType.Boolean, length, validity) => _bits = bits[..Bitmap.ByteLength(length)];

    /// <summary>The value at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public bool this[int index]
    {
        get
        {
            CheckIndex(index);
            return Bitmap.Get(_bits.Span, index);
        }
    }

    internal override IReadOnlyList<ReadOnlyMemory<byte>> Buffers => [_bits];

    private protected override ArrowArray TryShare(int start, int count, ReadOnlyMemory<byte> validity) => new BooleanArray(count, validity, _bits[(start / 8)..]);
}
