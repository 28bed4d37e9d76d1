namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>A file that lies in memory; parts are read without a copy.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    public override long Length => bytes.Length;

    public override ReadOnlyMemory<byte> Read(long offset, int count) => bytes.Slice((int)offset, count);
}
