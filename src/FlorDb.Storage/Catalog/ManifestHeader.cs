using System.Buffers.Binary;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>What a manifest file begins with. The contract is <c>spec/file-format.md</c>.</summary>
/// <param name="File">Which file it is: a manifest that was written anew has another. Empty in files of version 1, and where the header is damaged.</param>
/// <param name="SnapshotBytes">How long the file was when it was written anew: what came later are single edits.</param>
/// <param name="Bytes">Where the first edit may stand.</param>
/// <param name="IsDamaged">Whether it could not be read: the edits behind it can, as each has a checksum of its own.</param>
internal readonly record struct ManifestHeader(Guid File, long SnapshotBytes, int Bytes, bool IsDamaged)
{
    /// <summary>The length of a header of version 2.</summary>
    public const int Length = 64;

    private const int FileOffset = sizeof(ulong);
    private const int SnapshotOffset = FileOffset + 16;
    private const int ChecksumOffset = SnapshotOffset + sizeof(ulong);
    private const int LengthOfVersion1 = 8;

    private static ReadOnlySpan<byte> Magic => "FLORMAN\x02"u8;

    private static ReadOnlySpan<byte> MagicOfVersion1 => "FLORMAN\x01"u8;

    /// <summary>The header of a file that begins as a snapshot of that many bytes, header included.</summary>
    public static ManifestHeader Of(Guid file, long snapshotBytes) => new(file, snapshotBytes, Length, IsDamaged: false);

    public void Write(Span<byte> bytes)
    {
        bytes[..Length].Clear();
        Magic.CopyTo(bytes);
        File.TryWriteBytes(bytes[FileOffset..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[SnapshotOffset..], SnapshotBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumOffset..], Crc32C.Compute(bytes[..ChecksumOffset]));
    }

    /// <summary>Reads the header from a file's first bytes.</summary>
    public static ManifestHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(MagicOfVersion1)) return new ManifestHeader(Guid.Empty, 0, LengthOfVersion1, IsDamaged: false);
        bool isGood = bytes.Length >= Length && bytes.StartsWith(Magic)
            && Crc32C.Compute(bytes[..ChecksumOffset]) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumOffset..]);
        if (!isGood) return new ManifestHeader(Guid.Empty, 0, LengthOfVersion1, IsDamaged: true);
        return Of(new Guid(bytes.Slice(FileOffset, 16), bigEndian: true), BinaryPrimitives.ReadInt64LittleEndian(bytes[SnapshotOffset..]));
    }
}
