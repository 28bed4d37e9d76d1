namespace FlorDb.Storage.Io;

/// <summary>A file in memory.</summary>
internal interface IMappedRegion : IDisposable
{
    /// <summary>The number of bytes.</summary>
    long Length { get; }

    /// <summary>The bytes; valid until the region is disposed.</summary>
    Span<byte> Span { get; }

    /// <summary>
    /// Makes pages ready to be written to, where the system can do so ahead; changes nothing in them. Safe to call while the region is being disposed.
    /// </summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="length">How many bytes.</param>
    void Prefault(long offset, long length);

    /// <summary>
    /// Makes some of the bytes survive a power loss; the file's length must be durable already. Others may be written meanwhile, and are none of its
    /// concern.
    /// </summary>
    /// <param name="from">Where they begin.</param>
    /// <param name="to">Where they end. What lies before will not be written to soon.</param>
    /// <exception cref="IOException">The disk failed: what of it is durable is not known.</exception>
    void Flush(long from, long to);
}
