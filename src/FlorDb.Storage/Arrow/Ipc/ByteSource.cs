namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>A file's bytes at random access. Any number of threads may read one.</summary>
internal abstract class ByteSource
{
    public abstract long Length { get; }

    /// <summary>Reads a part whose bounds the caller has checked against <see cref="Length"/>.</summary>
    public abstract ReadOnlyMemory<byte> Read(long offset, int count);
}
