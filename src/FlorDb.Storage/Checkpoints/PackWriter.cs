using System.Buffers.Binary;
using FlorDb.Storage.Io;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Appends pages to one pack file.</summary>
internal sealed class PackWriter : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly IStoreFile _file;
    private readonly Dictionary<PageHash, PageEntry> _pages = [];
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _buffered;
    private bool _hasRest;

    private PackWriter(PackId id, IStoreFile file)
    {
        Id = id;
        _file = file;
    }

    public PackId Id { get; }

    /// <summary>Whether a flush has failed: what the disk holds of the pack can't be known any more.</summary>
    public bool HasFailedFlush { get; private set; }

    /// <summary>Whether the pack may be named already, so that nothing may be added to it.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Whether the next page should go to another pack.</summary>
    public bool IsFull => IsEnded || Position >= PackLayout.LargestPackBytes || _pages.Count >= PackLayout.LargestPackPages;

    /// <summary>The pages that were added.</summary>
    public IReadOnlyCollection<PageEntry> Pages => _pages.Values;

    /// <summary>Where the next page goes.</summary>
    public long Position => Written + _buffered;

    /// <summary>The bytes that have left the buffer. A write that fails doesn't move it, so the next one covers what it left.</summary>
    private long Written { get; set; }

    /// <summary>How much of the buffer is used, so that writes end at multiples of its size.</summary>
    private int Room => BufferBytes - (int)(Written % BufferBytes);

    /// <summary>Makes a pack whose name is durable.</summary>
    public static PackWriter Create(IStoreFileSystem files, StoreLayout layout, PackId id) => Create(files, layout, id, layout.Pack(id.FileName));

    /// <summary>Makes a pack under a temporary name.</summary>
    public static PackWriter CreateHidden(IStoreFileSystem files, StoreLayout layout, PackId id) => Create(files, layout, id, layout.HiddenPack(id));

    /// <summary>Whether the pack has a page.</summary>
    public bool Contains(PageHash hash) => _pages.ContainsKey(hash);

    /// <summary>Adds a page. It may stay in a buffer until the next flush. One that can't be written is not in the pack, and the next takes its place.</summary>
    public void Append(in PageHeader page, ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[PackLayout.PageHeaderBytes];
        page.Write(header);
        var entry = new PageEntry(page, Position);
        Span<byte> padding = stackalloc byte[PackLayout.Alignment];
        padding.Clear();
        try
        {
            Append(header);
            Append(content);
            Append(padding[..(int)(page.FrameBytes - PackLayout.PageHeaderBytes - content.Length)]);
        }
        catch
        {
            Rewind(entry.Offset);
            throw;
        }

        _pages.TryAdd(page.Hash, entry);
    }

    /// <summary>Makes all pages survive a power loss.</summary>
    public void Flush()
    {
        WriteBuffer();
        CutRest();
        try
        {
            _file.Flush();
        }
        catch
        {
            HasFailedFlush = true;
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static PackWriter Create(IStoreFileSystem files, StoreLayout layout, PackId id, string path)
    {
        var file = files.CreateNew(path, 0);
        try
        {
            var pack = new PackWriter(id, file);
            pack.Append(FileHeader(id));
            pack.Flush();
            files.FlushFolder(layout.PageFolder);
            return pack;
        }
        catch
        {
            file.Dispose();
            files.Delete(path);
            throw;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_buffered == Room) WriteWholeBuffer();
            int part = Math.Min(bytes.Length, Room - _buffered);
            bytes[..part].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += part;
            bytes = bytes[part..];
        }
    }

    /// <summary>Writes the buffer when more is to come: the disk takes it in while the next pages are encoded.</summary>
    private void WriteWholeBuffer()
    {
        var (from, length) = (Written, _buffered);
        WriteBuffer();
        _file.BeginFlush(from, length);
    }

    private void WriteBuffer()
    {
        try
        {
            _file.Write(Written, _buffer.AsSpan(0, _buffered));
        }
        catch
        {
            _hasRest = true;
            throw;
        }

        Written += _buffered;
        _buffered = 0;
    }

    /// <summary>Goes back to where a page began that can't be written.</summary>
    private void Rewind(long position)
    {
        _hasRest |= position < Written;
        _buffered = (int)Math.Max(position - Written, 0);
        Written = Math.Min(position, Written);
    }

    /// <summary>Cuts off what is left of a page that could not be written, and that no other was written over.</summary>
    private void CutRest()
    {
        if (_hasRest && _file.Length > Written) _file.Truncate(Written);
        _hasRest = false;
    }

    /// <summary>What a pack begins with.</summary>
    public static byte[] FileHeader(PackId id)
    {
        var header = new byte[PackLayout.FileHeaderBytes];
        PackLayout.Magic.CopyTo(header);
        id.Writer.TryWriteBytes(header.AsSpan(PackLayout.WriterOffset), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(PackLayout.NumberOffset), id.Number);
        BinaryPrimitives.WriteUInt32LittleEndian(
            header.AsSpan(PackLayout.FileChecksumOffset), Crc32C.Compute(header.AsSpan(0, PackLayout.FileChecksumOffset)));
        return header;
    }
}
