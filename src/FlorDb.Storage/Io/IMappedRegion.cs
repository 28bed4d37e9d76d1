namespace FlorDb.Storage.Io;

/// <summary>A file in memory.</summary>
internal interface IMappedRegion : IDisposable
{
    /// <summary>The number of bytes.</summary>
    long Length { get; }

    /// <summary>The bytes; valid until the region is disposed.</summary>
    Span<byte> Span { get; }

    /// <summary>Hands what was written to the disk; the file's own flush must follow.</summary>
    void Flush();
}
