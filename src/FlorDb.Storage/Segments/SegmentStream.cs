using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Segments;

/// <summary>A file that is written from front to back, and hashed on the way.</summary>
internal sealed class SegmentStream(IStoreFile file) : Stream
{
    private const int BufferBytes = 1 << 18;
    private readonly MemoryStream _buffer = new();
    private readonly XxHash3State _hash = new();
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written + _buffer.Length;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <summary>The hash of what has left the buffer: of everything, after a flush.</summary>
    public PageHash Hash => _hash.Current();

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length + bytes.Length > BufferBytes) Flush();
        if (bytes.Length >= BufferBytes) Pass(bytes);
        else _buffer.Write(bytes);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Hands the buffer to the file, which is not durable yet.</summary>
    public override void Flush()
    {
        if (_buffer.Length == 0) return;
        Pass(_buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
        _buffer.SetLength(0);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _buffer.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        file.Write(_written, bytes);
        _hash.Append(bytes);
        _written += bytes.Length;
    }
}
