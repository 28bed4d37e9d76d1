using System.Buffers.Binary;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>The frame around a message's metadata: a mark of four bytes FF, the length of the metadata with its padding (int32), the metadata.</summary>
internal static class MessageFrame
{
    public const int PrefixBytes = 2 * sizeof(int);
    public const int Mark = -1;

    /// <summary>Parses a message with its frame.</summary>
    public static Message Parse(ReadOnlyMemory<byte> framed, string where)
    {
        var length = framed.Length < PrefixBytes ? -1 : MetadataLength(framed.Span, where);
        if (length < 0 || length > framed.Length - PrefixBytes) throw new ArrowFormatException($"{where} is damaged: its metadata does not fit into its place.");
        return Message.Parse(framed.Slice(PrefixBytes, length), where);
    }

    /// <summary>The length that a message's prefix gives.</summary>
    public static int MetadataLength(ReadOnlySpan<byte> prefix, string where)
    {
        if (BinaryPrimitives.ReadInt32LittleEndian(prefix) != Mark)
            throw new ArrowFormatException($"{where} does not begin with the mark FFFFFFFF: it is damaged, or was written in the format of Arrow before 0.15.");
        return BinaryPrimitives.ReadInt32LittleEndian(prefix[sizeof(int)..]);
    }
}
