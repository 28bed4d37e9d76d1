namespace FlorDb.Storage.Wal;

/// <summary>Byte layout of a frame, the envelope of every record in WAL files and in the manifest. The contract is <c>spec/file-format.md</c>.</summary>
internal static class FrameLayout
{
    public const int ChecksumOffset = 0;
    public const int LengthOffset = ChecksumOffset + sizeof(uint);
    public const int SequenceAndTypeOffset = LengthOffset + sizeof(uint);
    public const int PayloadOffset = SequenceAndTypeOffset + sizeof(ulong);
    public const int Alignment = 8;

    /// <summary>The room that a frame of that payload takes.</summary>
    public static long FrameBytes(long payloadBytes) => (PayloadOffset + payloadBytes + Alignment - 1) & ~(long)(Alignment - 1);
}
