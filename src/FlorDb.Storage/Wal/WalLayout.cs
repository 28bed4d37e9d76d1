namespace FlorDb.Storage.Wal;

/// <summary>Byte layout of a WAL file's header. The contract is <c>spec/file-format.md</c>.</summary>
internal static class WalLayout
{
    public const int MagicOffset = 0;
    public const int WriterOffset = MagicOffset + sizeof(ulong);
    public const int NumberOffset = WriterOffset + 16;
    public const int FirstSequenceOffset = NumberOffset + sizeof(ulong);
    public const int ChecksumOffset = FirstSequenceOffset + sizeof(ulong);
    public const int HeaderBytes = 64;

    /// <summary>The largest record: what is larger is refused.</summary>
    public const long LargestRecordBytes = 1L << 30;

    /// <summary>The first eight bytes of a log: <c>FLORWAL</c> and the version 1.</summary>
    public static ReadOnlySpan<byte> Magic => "FLORWAL\x01"u8;

    /// <summary>The first eight bytes of a carry file: <c>FLORCRY</c> and the version 1.</summary>
    public static ReadOnlySpan<byte> CarryMagic => "FLORCRY\x01"u8;
}
