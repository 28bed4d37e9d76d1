using System.Buffers.Binary;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Checkpoints;

/// <summary>What stands before a page's bytes in a pack. Made by <see cref="TryRead"/>, by a writer, and from an index.</summary>
internal readonly record struct PageHeader(PageHash Hash, int Length, int StoredLength, PageCodec Codec)
{
    /// <summary>The room that the page takes.</summary>
    public long FrameBytes => PackLayout.FrameBytes(StoredLength);

    /// <summary>What is wrong with the page, once its content was found not to be that of the header.</summary>
    public string Problem => Enum.IsDefined(Codec)
        ? $"the bytes of page {Hash} are not those that were written"
        : $"page {Hash} is stored with codec {(byte)Codec}, which this FlorDB does not know";

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes[PackLayout.LengthOffset..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[PackLayout.StoredLengthOffset..], StoredLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[PackLayout.CodecOffset..], (uint)Codec);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[PackLayout.HashOffset..], Hash.High);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[(PackLayout.HashOffset + sizeof(ulong))..], Hash.Low);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Checksum(bytes));
    }

    /// <summary>Reads a header; false if the checksum is wrong or the lengths are beyond any page.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PageHeader header)
    {
        header = default;
        if (bytes.Length < PackLayout.PageHeaderBytes) return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes[PackLayout.LengthOffset..]);
        int stored = BinaryPrimitives.ReadInt32LittleEndian(bytes[PackLayout.StoredLengthOffset..]);
        uint codec = BinaryPrimitives.ReadUInt32LittleEndian(bytes[PackLayout.CodecOffset..]);
        if (length is < 0 or > PackLayout.LargestPageBytes || stored is < 0 or > PackLayout.LargestPageBytes || codec > byte.MaxValue) return false;
        if (codec == (uint)PageCodec.None && length != stored) return false;
        if (Checksum(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(bytes)) return false;
        ulong high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[PackLayout.HashOffset..]);
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(PackLayout.HashOffset + sizeof(ulong))..]);
        header = new PageHeader(new PageHash(high, low), length, stored, (PageCodec)codec);
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes) => Crc32C.Compute(bytes[PackLayout.LengthOffset..PackLayout.PageHeaderBytes]);
}
