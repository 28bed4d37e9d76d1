using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Goes through a pack from page header to page header. Where there is none, it looks for the next good one behind.</summary>
internal sealed class PackScanner(IStoreFile file, long start)
{
    private const int WindowBytes = 64 * 1024;
    private readonly long _length = file.Length;
    private readonly byte[] _header = new byte[PackLayout.PageHeaderBytes];

    /// <summary>Where the next page is looked for.</summary>
    public long Position { get; private set; } = start;

    /// <summary>The first place that should have held a header and didn't; null if there was none.</summary>
    public long? FirstGap { get; private set; }

    /// <summary>Finds the next page; its content is not looked at. False at the end, which may be a page that is not there as a whole.</summary>
    public bool TryNext(out PageEntry entry)
    {
        bool isHeader = TryReadHeader(Position, out entry);
        if (!isHeader && Position + PackLayout.PageHeaderBytes <= _length)
        {
            FirstGap ??= Position;
            isHeader = TryFindHeader(Position + PackLayout.Alignment, out entry);
        }

        if (!isHeader || entry.End > _length) return false;
        Position = entry.End;
        return true;
    }

    private bool TryReadHeader(long offset, out PageEntry entry)
    {
        int read = file.Read(offset, _header);
        bool isGood = PageHeader.TryRead(_header.AsSpan(0, read), out var page);
        entry = new PageEntry(page, offset);
        return isGood;
    }

    /// <summary>Headers stand at multiples of eight; behind damage, the checksum tells which eight bytes begin one.</summary>
    private bool TryFindHeader(long from, out PageEntry entry)
    {
        var window = new byte[WindowBytes];
        for (long offset = from; offset + PackLayout.PageHeaderBytes <= _length; offset += WindowBytes - PackLayout.PageHeaderBytes)
        {
            var bytes = window.AsSpan(0, file.Read(offset, window));
            for (int i = 0; i + PackLayout.PageHeaderBytes <= bytes.Length; i += PackLayout.Alignment)
            {
                if (!PageHeader.TryRead(bytes[i..], out var page)) continue;
                entry = new PageEntry(page, offset + i);
                if (entry.End <= _length) return true;
            }
        }

        entry = default;
        return false;
    }
}
