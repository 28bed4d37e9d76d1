namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>A file behind a stream that can seek.</summary>
internal sealed class StreamSource(Stream stream) : ByteSource
{
    private readonly Lock _gate = new();
    private readonly long _start = stream.Position;

    public override long Length { get; } = stream.Length - stream.Position;

    public override ReadOnlyMemory<byte> Read(long offset, int count)
    {
        var bytes = new byte[count];
        lock (_gate)
        {
            stream.Position = _start + offset;
            if (stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) < count)
                throw new ArrowFormatException($"The Arrow file has become shorter while it was read: {count} bytes are missing at byte {offset}.");
        }

        return bytes;
    }
}
