using System.Buffers.Binary;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Writes framed messages one after the other; bodies begin at multiples of 64 bytes from where the writing began.</summary>
internal sealed class MessageWriter(Stream stream)
{
    private static readonly byte[] Zeroes = new byte[BatchBody.Alignment];

    public long Position { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Position += bytes.Length;
    }

    public void WriteInt32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    public Block Write(ReadOnlyMemory<byte> metadata, BatchBody? body = null)
    {
        var start = Position;
        var padding = BatchBody.Padding(start + MessageFrame.PrefixBytes + metadata.Length);
        WriteInt32(MessageFrame.Mark);
        WriteInt32(metadata.Length + padding);
        Write(metadata.Span);
        Write(Zeroes.AsSpan(0, padding));
        foreach (var buffer in body?.Buffers ?? [])
        {
            Write(buffer.Span);
            Write(Zeroes.AsSpan(0, BatchBody.Padding(buffer.Length)));
        }

        return new Block(start, MessageFrame.PrefixBytes + metadata.Length + padding, body?.Length ?? 0);
    }

    /// <summary>Writes a message, and tells its checksums.</summary>
    public Block Write(ReadOnlyMemory<byte> metadata, BatchBody body, out uint[] checksums)
    {
        var padding = BatchBody.Padding(Position + MessageFrame.PrefixBytes + metadata.Length);
        var framed = new byte[MessageFrame.PrefixBytes + metadata.Length + padding];
        BinaryPrimitives.WriteInt32LittleEndian(framed, MessageFrame.Mark);
        BinaryPrimitives.WriteInt32LittleEndian(framed.AsSpan(sizeof(int)), metadata.Length + padding);
        metadata.Span.CopyTo(framed.AsSpan(MessageFrame.PrefixBytes));
        checksums = BufferChecksums.Of(framed, body.Buffers);
        return Write(metadata, body);
    }

    public void WriteEndOfStream()
    {
        WriteInt32(MessageFrame.Mark);
        WriteInt32(0);
    }
}
