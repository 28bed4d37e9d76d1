using System.Buffers.Binary;
using System.Text;

namespace FlorDb.Storage.Wal;

/// <summary>Decodes what <see cref="RecordWriter"/> encodes. Bytes that don't fit are an <see cref="InvalidDataException"/>, never a huge allocation.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>The number of bytes that were not read yet.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    public byte Byte() => Take(1)[0];

    public bool Bool() => Byte() != 0;

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public double Float64() => BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))));

    public ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("A number is longer than ten bytes.");
    }

    public long Count()
    {
        ulong value = Varint();
        return value <= long.MaxValue ? (long)value : throw new InvalidDataException("A count is larger than 63 bits.");
    }

    /// <summary>A count of things that take at least one byte each, so it can't exceed what is left.</summary>
    public int BoundedCount()
    {
        long count = Count();
        return count <= Remaining ? (int)count : throw new InvalidDataException($"A length of {count} reaches past the end of its record.");
    }

    public long Signed()
    {
        ulong value = Varint();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    public Guid Guid() => new(Take(16), bigEndian: true);

    public ReadOnlySpan<byte> Bytes() => Take(BoundedCount());

    public string Text()
    {
        try
        {
            return StrictUtf8.GetString(Bytes());
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("A text is not valid UTF-8.");
        }
    }

    public string? OptionalText() => Bool() ? Text() : null;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining) throw new InvalidDataException("A record is shorter than its fields.");
        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }
}
