using FlorDb.Storage.Io;

namespace FlorDb.Storage.Tests.Io;

/// <summary>An open file of a simulated disk.</summary>
internal sealed class SimulatedHandle(SimulatedDisk disk, SimulatedFile file, string path) : IStoreFile
{
    public long Length => file.Length;

    public int Read(long offset, Span<byte> buffer)
    {
        disk.MayFail(DiskOperation.Read, path);
        int read = (int)Math.Clamp(file.Length - offset, 0, buffer.Length);
        file.Content.Slice((int)Math.Min(offset, file.Length), read).CopyTo(buffer);
        return read;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes) => disk.Write(path, file, (int)offset, bytes.ToArray());

    public void Truncate(long length) => disk.Change(DiskOperation.Truncate, path, () => file.Resize((int)length));

    public void Flush() => disk.Flush(path, file, 0, file.Length);

    public IMappedRegion Map(MapAccess access)
    {
        disk.MayFail(DiskOperation.Map, path);
        if (access == MapAccess.ReadWrite) file.Writable();
        return new SimulatedMapping(disk, file, path, access);
    }

    public void Dispose()
    {
    }
}
