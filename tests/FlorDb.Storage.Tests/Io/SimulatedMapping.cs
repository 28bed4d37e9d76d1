using FlorDb.Storage.Io;

namespace FlorDb.Storage.Tests.Io;

/// <summary>A file of a simulated disk in memory.</summary>
internal sealed class SimulatedMapping(SimulatedDisk disk, SimulatedFile file, string path, MapAccess access) : IMappedRegion
{
    public long Length { get; } = file.Length;

    public Span<byte> Span => (access == MapAccess.ReadWrite ? file.Writable() : file.Readable())[..(int)Length];

    public void Prefault(long offset, long length)
    {
        // It is in memory.
    }

    public void Flush(long from, long to) => disk.Flush(path, file, (int)from, (int)to);

    public void Dispose()
    {
    }
}
