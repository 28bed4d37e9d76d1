using System.Buffers.Binary;
using System.Numerics;

namespace FlorDb.Storage.Wal;

/// <summary>The CRC-32C checksum (Castagnoli polynomial, RFC 3720).</summary>
internal static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Append(uint.MaxValue, bytes);

    /// <summary>The checksum of a number's four bytes, lowest first, and then of some bytes.</summary>
    public static uint Compute(uint first, ReadOnlySpan<byte> bytes) => ~Append(BitOperations.Crc32C(uint.MaxValue, first), bytes);

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        // The rest in three steps at most: each costs as much as eight bytes did.
        if (bytes.Length >= sizeof(uint))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt32LittleEndian(bytes));
            bytes = bytes[sizeof(uint)..];
        }

        if (bytes.Length >= sizeof(ushort))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt16LittleEndian(bytes));
            bytes = bytes[sizeof(ushort)..];
        }

        return bytes.IsEmpty ? crc : BitOperations.Crc32C(crc, bytes[0]);
    }
}
