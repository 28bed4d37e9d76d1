using System.Buffers.Binary;

namespace FlorDb.Storage.Wal;

/// <summary>The header of a WAL or carry file.</summary>
/// <param name="Id">Which file it is.</param>
/// <param name="FirstSequence">The LSN of its first record.</param>
/// <param name="IsCarry">Whether it is a carry file.</param>
internal readonly record struct WalHeader(WalId Id, long FirstSequence, bool IsCarry = false)
{
    public void Write(Span<byte> bytes)
    {
        (IsCarry ? WalLayout.CarryMagic : WalLayout.Magic).CopyTo(bytes);
        Id.Writer.TryWriteBytes(bytes[WalLayout.WriterOffset..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[WalLayout.NumberOffset..], Id.Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[WalLayout.FirstSequenceOffset..], FirstSequence);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[WalLayout.ChecksumOffset..], Crc32C.Compute(bytes[..WalLayout.ChecksumOffset]));
    }

    /// <summary>Reads a header; null if it is fine, and otherwise what is wrong with it.</summary>
    public static string? TryRead(ReadOnlySpan<byte> bytes, out WalHeader header)
    {
        header = default;
        if (bytes.Length < WalLayout.HeaderBytes) return "the file is shorter than its header";
        bool isCarry = bytes.StartsWith(WalLayout.CarryMagic);
        if (!isCarry && !bytes.StartsWith(WalLayout.Magic)) return "the file does not begin as a WAL file of this version";
        if (Crc32C.Compute(bytes[..WalLayout.ChecksumOffset]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[WalLayout.ChecksumOffset..]))
            return "the file header's checksum is wrong";
        var writer = new Guid(bytes.Slice(WalLayout.WriterOffset, 16), bigEndian: true);
        header = new WalHeader(
            new WalId(writer, BinaryPrimitives.ReadInt64LittleEndian(bytes[WalLayout.NumberOffset..])),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[WalLayout.FirstSequenceOffset..]),
            isCarry);
        return null;
    }
}
