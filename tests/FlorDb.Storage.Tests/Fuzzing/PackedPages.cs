using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage.Tests.Fuzzing;

/// <summary>A pack, taken apart into its header and its pages.</summary>
internal sealed class PackedPages
{
    private readonly byte[] _header;
    private readonly List<(PageHeader Header, byte[] Content)> _pages = [];

    public PackedPages(byte[] bytes)
    {
        _header = bytes[..Math.Min(bytes.Length, 64)];
        int at = _header.Length;
        while (at < bytes.Length && PageHeader.TryRead(bytes.AsSpan(at), out var page) && page.FrameBytes <= bytes.Length - at)
        {
            _pages.Add((page, bytes[(at + PackLayout.PageHeaderBytes)..(at + PackLayout.PageHeaderBytes + page.StoredLength)]));
            at += (int)page.FrameBytes;
        }
    }

    /// <summary>Changes a page, and the addresses of all pages that lead to it.</summary>
    /// <returns>The addresses that have changed, old and new: the root of a checkpoint is one of them.</returns>
    public List<(byte[] Old, byte[] New)> Mutate(Random random, byte[] donor)
    {
        var changed = new List<(byte[] Old, byte[] New)>();
        if (_pages.Count == 0) return changed;
        int at = random.Next(_pages.Count);

        // Lists and roots are small; large pages hold state, which nothing decodes.
        for (int i = 0; i < 4 && _pages[at].Content.Length > 4096; i++) at = random.Next(_pages.Count);
        var content = ByteMutator.Mutate(_pages[at].Content, random, donor);
        var header = _pages[at].Header with { StoredLength = content.Length };
        if (header.Codec == PageCodec.None) header = header with { Length = content.Length };
        if (random.Next(20) == 0) header = header with { Length = random.Next() };
        if (random.Next(20) == 0) header = header with { Codec = (PageCodec)random.Next(10) };
        _pages[at] = (header, content);
        for (int round = 0; round < 4; round++)
            for (int i = 0; i < _pages.Count; i++) Readdress(i, changed);
        return changed;
    }

    public byte[] ToArray()
    {
        var file = new MemoryStream();
        file.Write(_header);
        foreach (var (header, content) in _pages)
        {
            var page = new byte[header.FrameBytes];
            header.Write(page);
            content.CopyTo(page, PackLayout.PageHeaderBytes);
            file.Write(page);
        }

        return file.ToArray();
    }

    private void Readdress(int page, List<(byte[] Old, byte[] New)> changed)
    {
        var (header, content) = _pages[page];
        var hash = HashOf(header, content);
        if (hash == header.Hash) return;
        var (old, address) = (SealedFile.Bytes(header.Hash), SealedFile.Bytes(hash));
        changed.Add((old, address));
        _pages[page] = (header with { Hash = hash }, content);
        foreach (var (_, other) in _pages)
            while (other.AsSpan().IndexOf(old) is >= 0 and var found) address.CopyTo(other, found);
    }

    /// <summary>The address that a page should have: the one that it has if it can't be decoded.</summary>
    private static PageHash HashOf(in PageHeader header, byte[] content)
    {
        if (header.Codec == PageCodec.None) return XxHash3.Hash(content);
        if (!PageDecoder.CanDecode(header)) return header.Hash;
        var page = new byte[header.Length];
        return PageDecoder.TryDecode(header.Codec, [.. content, .. page], content.Length, page) ? XxHash3.Hash(page) : header.Hash;
    }
}
