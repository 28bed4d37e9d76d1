using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace FlorDb.Storage.Wal;

/// <summary>Encodes a record's fields one after the other. Either into a fixed span, or into an array that grows.</summary>
internal ref struct RecordWriter
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly bool _grows;
    private Span<byte> _buffer;

    /// <summary>Writes into a span that is large enough, from a position on.</summary>
    public RecordWriter(Span<byte> buffer, int position)
    {
        _buffer = buffer;
        Position = position;
    }

    /// <summary>Writes into an array that grows.</summary>
    public RecordWriter(int initialBytes)
    {
        _buffer = new byte[initialBytes];
        _grows = true;
    }

    /// <summary>Where the next byte goes: the number of bytes written, if they began at 0.</summary>
    public int Position { get; private set; }

    /// <summary>All that there is to write into.</summary>
    public readonly Span<byte> Buffer => _buffer;

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[..Position];

    /// <summary>The bytes that a text takes as UTF-8, without its length.</summary>
    /// <exception cref="ArgumentException">The text is not valid Unicode: it holds half of a surrogate pair.</exception>
    public static int CountUtf8Bytes(string text)
    {
        try
        {
            return StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException failure)
        {
            throw new ArgumentException($"The text is not valid Unicode: character {failure.Index + 1} is half of a surrogate pair.", nameof(text), failure);
        }
    }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    public void Float64(double value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), BitConverter.DoubleToInt64Bits(value));

    /// <summary>LEB128: seven bits a byte, lowest first, the top bit set on all bytes but the last.</summary>
    public void Varint(ulong value)
    {
        // Most numbers of a log are small.
        if (value < 0x80) Byte((byte)value);
        else LongVarint(value);
    }

    /// <summary>A number that is never negative.</summary>
    public void Count(long value) => Varint(checked((ulong)value));

    /// <summary>A signed number: zigzag, then LEB128.</summary>
    public void Signed(long value) => Varint(unchecked((ulong)((value << 1) ^ (value >> 63))));

    public void Guid(Guid value) => value.TryWriteBytes(Take(16), bigEndian: true, out _);

    public void Hash(PageHash value)
    {
        UInt64(value.High);
        UInt64(value.Low);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Count(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Bytes that are encoded already.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Length in bytes, then UTF-8.</summary>
    /// <exception cref="ArgumentException">The text is not valid Unicode: it holds half of a surrogate pair.</exception>
    public void Text(string text)
    {
        int bytes = CountUtf8Bytes(text);
        Count(bytes);
        StrictUtf8.GetBytes(text, Take(bytes));
    }

    /// <summary>A text, or nothing.</summary>
    public void OptionalText(string? text)
    {
        Bool(text is not null);
        if (text is not null) Text(text);
    }

    public void Texts(ImmutableArray<string> texts)
    {
        Count(texts.Length);
        foreach (string text in texts) Text(text);
    }

    private void LongVarint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte(unchecked((byte)(value | 0x80)));
            value >>= 7;
        }

        Byte((byte)value);
    }

    private Span<byte> Take(int bytes)
    {
        int end = Position + bytes;
        if (end > _buffer.Length && _grows)
        {
            var larger = new byte[Math.Max(end, checked(_buffer.Length * 2))];
            Written.CopyTo(larger);
            _buffer = larger;
        }

        var taken = _buffer.Slice(Position, bytes);
        Position = end;
        return taken;
    }
}
