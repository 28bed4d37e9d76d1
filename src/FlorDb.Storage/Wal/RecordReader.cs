using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace FlorDb.Storage.Wal;

/// <summary>Decodes what <see cref="RecordWriter"/> encodes. Bytes that don't fit are an <see cref="InvalidDataException"/>, never a huge allocation.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>The number of bytes that were read.</summary>
    public readonly int Position => _position;

    /// <summary>The number of bytes that were not read yet.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>The bytes that were not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_position..];

    /// <summary>The bytes that were read since the reader stood at a position.</summary>
    public readonly ReadOnlySpan<byte> Since(int position) => _bytes[position.._position];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Byte()
    {
        if (_position >= _bytes.Length) throw TooShort();
        return _bytes[_position++];
    }

    public bool Bool() => Byte() != 0;

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public double Float64() => BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Varint()
    {
        // Most numbers of a log are small.
        if (_position < _bytes.Length && _bytes[_position] < 0x80) return _bytes[_position++];
        ulong value = LongerVarint(_bytes[_position..], out int length);
        _position += length;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    public PageHash Hash() => new(UInt64(), UInt64());

    public ReadOnlySpan<byte> Bytes() => Take(BoundedCount());

    public string Text() => Encoding.UTF8.GetString(Utf8());

    /// <summary>The bytes of a text.</summary>
    public ReadOnlySpan<byte> Utf8()
    {
        var bytes = Bytes();
        return System.Text.Unicode.Utf8.IsValid(bytes) ? bytes : throw new InvalidDataException("A text is not valid UTF-8.");
    }

    public string? OptionalText() => Bool() ? Text() : null;

    public ImmutableArray<string> Texts()
    {
        int count = BoundedCount();
        var texts = ImmutableArray.CreateBuilder<string>(count);
        for (int i = 0; i < count; i++) texts.Add(Text());
        return texts.MoveToImmutable();
    }

    // These look at a copy of the bytes that are left, so that a reader whose address is never taken can live in registers.
    private static ulong LongerVarint(ReadOnlySpan<byte> bytes, out int length)
    {
        const ulong TopBits = 0x8080_8080_8080_8080;
        if (bytes.Length < sizeof(ulong) || !Bmi2.X64.IsSupported) return LongestVarint(bytes, out length);

        // A number of at most eight bytes, whose bits are packed in one step.
        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        int bits = BitOperations.TrailingZeroCount(~word & TopBits);
        if (bits == 64) return LongestVarint(bytes, out length);
        length = (bits >> 3) + 1;
        return Bmi2.X64.ParallelBitExtract(word & (ulong.MaxValue >> (63 - bits)), ~TopBits);
    }

    private static ulong LongestVarint(ReadOnlySpan<byte> bytes, out int length)
    {
        ulong value = 0;
        length = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (length == bytes.Length) throw TooShort();
            byte next = bytes[length++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("A number is longer than ten bytes.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining) throw TooShort();
        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    private static InvalidDataException TooShort() => new("A record is shorter than its fields.");
}
