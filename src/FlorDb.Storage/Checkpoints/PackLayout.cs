namespace FlorDb.Storage.Checkpoints;

/// <summary>Byte layout of a pack file and of the pages in it. The contract is <c>spec/file-format.md</c>.</summary>
internal static class PackLayout
{
    public const int WriterOffset = sizeof(ulong);
    public const int NumberOffset = WriterOffset + 16;
    public const int FileChecksumOffset = NumberOffset + sizeof(ulong);
    public const int FileHeaderBytes = 64;

    public const int PageChecksumOffset = 0;
    public const int LengthOffset = PageChecksumOffset + sizeof(uint);
    public const int StoredLengthOffset = LengthOffset + sizeof(uint);
    public const int CodecOffset = StoredLengthOffset + sizeof(uint);
    public const int HashOffset = CodecOffset + sizeof(uint);
    public const int PageHeaderBytes = HashOffset + 16;
    public const int Alignment = 8;

    /// <summary>The content of an encoded page begins with the length of each of its planes.</summary>
    public const int PlaneLengthBytes = sizeof(uint);

    /// <summary>State is cut into pages of this size.</summary>
    public const int PageBytes = 64 * 1024;

    /// <summary>The largest page: lists of pages and of entries may be larger than pages of state.</summary>
    public const int LargestPageBytes = 256 * 1024 * 1024;

    /// <summary>A pack that has grown to this size is followed by a new one.</summary>
    public const long LargestPackBytes = 1L << 30;

    /// <summary>So is one that has that many pages, which bounds the memory of its writer.</summary>
    public const int LargestPackPages = 1 << 16;

    /// <summary>The first eight bytes: <c>FLORPAK</c> and the version 1.</summary>
    public static ReadOnlySpan<byte> Magic => "FLORPAK\x01"u8;

    /// <summary>The room that a page's content takes behind its header.</summary>
    public static long ContentBytes(long storedLength) => FrameBytes(storedLength) - PageHeaderBytes;

    /// <summary>The room that a page takes.</summary>
    public static long FrameBytes(long storedLength) => (PageHeaderBytes + storedLength + Alignment - 1) & ~(long)(Alignment - 1);
}
