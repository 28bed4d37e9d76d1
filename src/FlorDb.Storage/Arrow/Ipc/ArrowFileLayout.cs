namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>
/// The frame of an Arrow IPC file: magic padded to 8 bytes, messages, end-of-stream mark, footer, length of the footer (int32), magic.
/// </summary>
internal static class ArrowFileLayout
{
    public const int MagicBytes = 6;
    public const int PaddedMagicBytes = 8;
    public const int FooterLengthBytes = sizeof(int);
    public const int TrailerBytes = FooterLengthBytes + MagicBytes;

    public static ReadOnlySpan<byte> PaddedMagic => "ARROW1\0\0"u8;

    public static ReadOnlySpan<byte> Magic => PaddedMagic[..MagicBytes];
}
