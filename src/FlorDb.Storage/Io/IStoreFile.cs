namespace FlorDb.Storage.Io;

/// <summary>An open file.</summary>
internal interface IStoreFile : IDisposable
{
    /// <summary>The file's length in bytes.</summary>
    long Length { get; }

    /// <summary>Fills the buffer from an offset, as far as the file goes; returns the bytes read.</summary>
    int Read(long offset, Span<byte> buffer);

    /// <summary>Writes all bytes at an offset, growing the file as needed.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts the file to a length.</summary>
    void Truncate(long length);

    /// <summary>Lets the disk begin with bytes that were written, so that a later flush has less to wait for. It promises nothing, and is free to do nothing.</summary>
    void BeginFlush(long offset, long length)
    {
    }

    /// <summary>Makes the file's bytes and length survive a power loss.</summary>
    void Flush();

    /// <summary>Maps the whole file into memory; what is written there is in the file at once, for every process.</summary>
    IMappedRegion Map(MapAccess access);
}
