using FlorDb.Storage.Arrow;
using FlorDb.Storage.Arrow.Ipc;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Segments;

/// <summary>A segment file of which only what is wanted is read. Its end, or a small file as a whole, is kept in memory.</summary>
internal sealed class SegmentSource(IStoreFile file, long length, ReadOnlyMemory<byte> end) : ByteSource
{
    private readonly long _endStart = length - end.Length;

    public override long Length => length;

    public override ReadOnlyMemory<byte> Read(long offset, int count)
    {
        if (offset >= _endStart) return end.Slice((int)(offset - _endStart), count);
        var bytes = GC.AllocateUninitializedArray<byte>(count);
        return file.Read(offset, bytes) == count
            ? bytes
            : throw new ArrowFormatException($"The file has become shorter while it was read: bytes are missing behind byte {offset}.");
    }
}
