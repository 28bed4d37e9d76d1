using FlorDb.Storage.Io;

namespace FlorDb.Storage.Tests.Io;

/// <summary>A file of a simulated disk in memory.</summary>
internal sealed class SimulatedMapping(SimulatedFile file, MapAccess access) : IMappedRegion
{
    public long Length { get; } = file.Length;

    public Span<byte> Span => (access == MapAccess.ReadWrite ? file.Writable() : file.Readable())[..(int)Length];

    public void Flush()
    {
        // The file's own flush follows.
    }

    public void Dispose()
    {
    }
}
