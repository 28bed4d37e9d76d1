using FlorDb.Storage.Io;

namespace FlorDb.Storage.Wal;

/// <summary>A WAL file that is being written: preallocated and mapped into memory. Not safe for several threads, but for <see cref="Flush"/>.</summary>
internal sealed class WalFile : IDisposable
{
    private readonly IStoreFile _file;
    private readonly IMappedRegion _region;
    private long _position = WalLayout.HeaderBytes;
    private long _flushedTo;

    private WalFile(WalId id, IStoreFile file)
    {
        Id = id;
        _file = file;
        _region = file.Map(MapAccess.ReadWrite);
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
        var wal = new WalFile(id, files.CreateNew(temporary, bytes));
        try
        {
            new WalHeader(id, firstSequence).Write(wal._region.Span);
            wal.Flush();
            files.Rename(temporary, path);
            files.FlushFolder(layout.WalFolder);
            return wal;
        }
        catch
        {
            wal.Dispose();
            files.Delete(temporary);
            throw;
        }
    }

    /// <summary>Whether a frame of that payload still fits.</summary>
    public bool Fits(long frameBytes) => _position + frameBytes <= _region.Length;

    /// <summary>Completes the frame whose payload stands in <see cref="Room"/>.</summary>
    public void Publish(WalRecordType type, long sequence, int payloadBytes)
    {
        Frame.Publish(Room, (byte)type, sequence, payloadBytes);
        Volatile.Write(ref _position, _position + FrameLayout.FrameBytes(payloadBytes));
    }

    /// <summary>Makes what was published survive a power loss; costs nothing where nothing is new. By one thread at a time.</summary>
    public void Flush()
    {
        long position = Position;
        if (position == _flushedTo) return;
        _region.Flush();
        _file.Flush();
        _flushedTo = position;
    }

    public void Dispose()
    {
        _region.Dispose();
        _file.Dispose();
    }
}
