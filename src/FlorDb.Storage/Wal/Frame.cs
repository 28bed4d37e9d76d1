using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlorDb.Storage.Wal;

/// <summary>A frame whose checksum was right. Only <see cref="TryRead"/> makes one.</summary>
internal readonly ref struct Frame
{
    private Frame(byte type, long sequence, ReadOnlySpan<byte> payload)
    {
        Type = type;
        Sequence = sequence;
        Payload = payload;
    }

    public byte Type { get; }

    /// <summary>The LSN in a WAL, the edit's number in the manifest.</summary>
    public long Sequence { get; }

    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>The room that the frame takes.</summary>
    public long Bytes => FrameLayout.FrameBytes(Payload.Length);

    /// <summary>Reads the frame that begins the bytes.</summary>
    public static FrameStatus TryRead(ReadOnlySpan<byte> bytes, out Frame frame)
    {
        frame = default;
        if (bytes.Length < FrameLayout.PayloadOffset) return bytes.ContainsAnyExcept((byte)0) ? FrameStatus.Damaged : FrameStatus.End;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[FrameLayout.LengthOffset..]);
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length == 0 && checksum == 0) return FrameStatus.End;
        if (length == 0 || length > bytes.Length - FrameLayout.PayloadOffset) return FrameStatus.Damaged;
        int end = FrameLayout.PayloadOffset + (int)length;
        if (Crc32C.Compute(length, bytes[FrameLayout.SequenceAndTypeOffset..end]) != checksum) return FrameStatus.Damaged;
        ulong sequenceAndType = BinaryPrimitives.ReadUInt64LittleEndian(bytes[FrameLayout.SequenceAndTypeOffset..]);
        frame = new Frame((byte)(sequenceAndType & 0xFF), (long)(sequenceAndType >> 8), bytes[FrameLayout.PayloadOffset..end]);
        return FrameStatus.Valid;
    }

    /// <summary>
    /// Completes a frame whose payload stands in its place already. The word with checksum and length goes last, in one store, so that another
    /// process sees either no frame or a whole one.
    /// </summary>
    public static void Publish(Span<byte> bytes, byte type, long sequence, int payloadBytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[FrameLayout.SequenceAndTypeOffset..], ((ulong)sequence << 8) | type);
        uint checksum = Crc32C.Compute((uint)payloadBytes, bytes[FrameLayout.SequenceAndTypeOffset..(FrameLayout.PayloadOffset + payloadBytes)]);
        Volatile.Write(ref Unsafe.As<byte, ulong>(ref bytes[0]), ((ulong)(uint)payloadBytes << 32) | checksum);
    }
}
