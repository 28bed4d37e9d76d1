using Microsoft.Win32.SafeHandles;

namespace FlorDb.Storage.Io;

/// <summary>An open file of the operating system.</summary>
internal sealed class LocalFile(SafeFileHandle handle) : IStoreFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(long offset, Span<byte> buffer)
    {
        int total = 0;
        while (total < buffer.Length)
        {
            int read = RandomAccess.Read(handle, buffer[total..], offset + total);
            if (read == 0) break;
            total += read;
        }

        return total;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

    public void Truncate(long length) => RandomAccess.SetLength(handle, length);

    public void BeginFlush(long offset, long length) => PosixFile.BeginFlush(handle, offset, length);

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public IMappedRegion Map(MapAccess access) => new LocalMappedRegion(handle, Length, access);

    public void Dispose() => handle.Dispose();
}
