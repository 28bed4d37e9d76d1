using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>The checksums of one message.</summary>
internal sealed class MessageChecksums(BufferChecksums all, int start, int bufferCount)
{
    public bool MatchesMetadata(ReadOnlySpan<byte> metadata) => Crc32C.Compute(metadata) == all.At(start);

    public bool MatchesBuffer(int buffer, ReadOnlySpan<byte> stored) => buffer < bufferCount && Crc32C.Compute(stored) == all.At(start + 1 + buffer);
}
