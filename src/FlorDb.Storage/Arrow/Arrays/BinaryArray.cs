using System.Buffers.Binary;
using System.Text;

namespace FlorDb.Storage.Arrow;

/// <summary>A column of texts or byte strings.</summary>
public sealed class BinaryArray : ArrowArray
{
    private readonly ReadOnlyMemory<byte> _offsets;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly bool _large;

    internal BinaryArray(BinaryType type, int length, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> offsets, ReadOnlyMemory<byte> data)
        : base(type, length, validity)
    {
        _large = type.IsLarge;
        _offsets = offsets[..((length + 1) * type.OffsetWidth)];
        _data = data;
    }

    /// <summary>The bytes of the value at a position, without a copy; those of a text are UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            CheckIndex(index);
            return _data[Offset(index)..Offset(index + 1)];
        }
    }

    internal override IReadOnlyList<ReadOnlyMemory<byte>> Buffers => [_offsets, _data];

    /// <summary>The text at a position; null where the value is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public string? GetString(int index) => IsNull(index) ? null : Encoding.UTF8.GetString(this[index].Span);

    /// <summary>The bytes of several values, one after the other.</summary>
    internal ReadOnlyMemory<byte> Bytes(int start, int count) => _data[Offset(start)..Offset(start + count)];

    internal int Offset(int index) => _large
        ? (int)BinaryPrimitives.ReadInt64LittleEndian(_offsets.Span[(index * sizeof(long))..])
        : BinaryPrimitives.ReadInt32LittleEndian(_offsets.Span[(index * sizeof(int))..]);
}
