using FlorDb.Storage.Io;

namespace FlorDb.Storage.Wal;

/// <summary>A WAL file that is being written: preallocated and mapped into memory. Not safe for several threads, but for <see cref="Flush"/>.</summary>
internal sealed class WalFile : IDisposable
{
    private readonly IStoreFile _file;
    private readonly IMappedRegion _region;
    private readonly Prefaulter _ahead;
    private readonly long _length;
    private long _position = WalLayout.HeaderBytes;
    private long _flushedTo = WalLayout.HeaderBytes;

    private WalFile(WalId id, IStoreFile file)
    {
        Id = id;
        _file = file;
        _region = file.Map(MapAccess.ReadWrite);
        _ahead = new Prefaulter(_region);
        _length = _region.Length;
    }

    public WalId Id { get; }

    /// <summary>Where the next frame goes. What lies before it may be flushed from another thread.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>The bytes after the last frame.</summary>
    public Span<byte> Room => _region.Span[(int)_position..];

    /// <summary>
    /// Makes a WAL file whose space is reserved and whose name is durable. It gets its name when its header stands, so nobody sees it without.
    /// </summary>
    public static WalFile Create(IStoreFileSystem files, StoreLayout layout, WalId id, long bytes, long firstSequence)
    {
        string path = layout.Wal(id);
        string temporary = path + AtomicFile.TemporaryExtension;
        files.Delete(temporary);
        var file = files.CreateNew(temporary, bytes);
        WalFile? wal = null;
        try
        {
            var header = new byte[WalLayout.HeaderBytes];
            new WalHeader(id, firstSequence).Write(header);
            file.Write(0, header);
            file.Flush();
            wal = new WalFile(id, file);
            files.Rename(temporary, path);
            files.FlushFolder(layout.WalFolder);
            return wal;
        }
        catch
        {
            wal?.Dispose();
            file.Dispose();
            files.Delete(temporary);
            throw;
        }
    }

    /// <summary>Whether a frame of that payload still fits.</summary>
    public bool Fits(long frameBytes) => _position + frameBytes <= _length;

    /// <summary>Completes the frame whose payload was written into <see cref="Room"/>.</summary>
    public void Publish(WalRecordType type, long sequence, in RecordWriter record)
    {
        int payloadBytes = record.Position - FrameLayout.PayloadOffset;
        Frame.Publish(record.Buffer, (byte)type, sequence, payloadBytes);
        long position = _position + FrameLayout.FrameBytes(payloadBytes);
        Volatile.Write(ref _position, position);
        _ahead.OnWritten(position);
    }

    /// <summary>Makes what was published survive a power loss; costs nothing where nothing is new. By one thread at a time.</summary>
    public void Flush()
    {
        long position = Position;
        if (position == _flushedTo) return;
        _region.Flush(_flushedTo, position);
        _flushedTo = position;
    }

    public void Dispose()
    {
        _region.Dispose();
        _file.Dispose();
    }
}
