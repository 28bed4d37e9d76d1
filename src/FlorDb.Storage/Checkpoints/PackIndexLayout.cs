namespace FlorDb.Storage.Checkpoints;

/// <summary>Byte layout of a pack's index. The contract is <c>spec/file-format.md</c>.</summary>
internal static class PackIndexLayout
{
    public const int WriterOffset = sizeof(ulong);
    public const int NumberOffset = WriterOffset + 16;
    public const int PackLengthOffset = NumberOffset + sizeof(ulong);
    public const int CountOffset = PackLengthOffset + sizeof(ulong);

    /// <summary>For each first byte of a hash, how many entries have that one or a lower one.</summary>
    public const int FanOutOffset = 64;
    public const int FanOutCount = 256;
    public const int EntriesOffset = FanOutOffset + FanOutCount * sizeof(uint);

    public const int HighOffset = 0;
    public const int LowOffset = HighOffset + sizeof(ulong);

    /// <summary>The page's offset in the pack times 256, and its codec.</summary>
    public const int PlaceOffset = LowOffset + sizeof(ulong);
    public const int LengthOffset = PlaceOffset + sizeof(ulong);
    public const int StoredLengthOffset = LengthOffset + sizeof(uint);
    public const int EntryBytes = StoredLengthOffset + sizeof(uint);

    /// <summary>The last bytes: XXH3-128 of all before.</summary>
    public const int ChecksumBytes = 16;

    /// <summary>The first eight bytes: <c>FLORIDX</c> and the version 1.</summary>
    public static ReadOnlySpan<byte> Magic => "FLORIDX\x01"u8;

    /// <summary>The length of an index.</summary>
    public static long FileBytes(long count) => EntriesOffset + count * EntryBytes + ChecksumBytes;
}
