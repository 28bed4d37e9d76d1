using FlorDb.Storage.Io;

namespace FlorDb.Storage.Tests.Io;

/// <summary>An open file of a simulated disk, and its mapping.</summary>
internal sealed class SimulatedHandle(SimulatedDisk disk, SimulatedFile file) : IStoreFile, IMappedRegion
{
    public long Length => file.Length;

    public Span<byte> Span => file.Content.AsSpan(0, file.Length);

    public int Read(long offset, Span<byte> buffer)
    {
        int read = (int)Math.Clamp(file.Length - offset, 0, buffer.Length);
        file.Content.AsSpan((int)Math.Min(offset, file.Length), read).CopyTo(buffer);
        return read;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        disk.Change(() =>
        {
            int end = (int)offset + copy.Length;
            if (end > file.Length)
            {
                disk.CheckRoom(end - file.Length);
                file.Resize(end);
            }

            copy.CopyTo(file.Content.AsSpan((int)offset));
            return true;
        });
    }

    public void Truncate(long length) => disk.Change(() =>
    {
        file.Resize((int)length);
        return true;
    });

    void IStoreFile.Flush() => disk.Change(() =>
    {
        file.Flush();
        return true;
    });

    void IMappedRegion.Flush()
    {
        // The file's own flush follows.
    }

    public IMappedRegion Map(MapAccess access) => new SimulatedHandle(disk, file);

    public void Dispose()
    {
    }
}
