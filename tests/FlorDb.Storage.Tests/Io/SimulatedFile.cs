namespace FlorDb.Storage.Tests.Io;

/// <summary>
/// A file: its content as processes see it, the content on the platter, and every content between that was seen since the last flush.
/// What a mapping has written is found by comparing, as it tells nobody.
/// </summary>
internal sealed class SimulatedFile
{
    public const int SectorBytes = 512;

    private readonly Dictionary<int, byte[]> _lost = [];
    private byte[] _content;
    private bool _isShared;
    private byte[] _durable;
    private List<byte[]> _versions = [];

    public SimulatedFile(int bytes)
    {
        _content = new byte[bytes];
        Length = bytes;
        _durable = [];
        Observe();
    }

    private SimulatedFile(byte[] content)
    {
        _content = content;
        _durable = content;
        Length = content.Length;
        _isShared = true;
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Content => _content.AsSpan(0, Length);

    /// <summary>A file that is on the platter as it is.</summary>
    public static SimulatedFile Of(byte[] content) => new(content);

    /// <summary>The content, not to be written to: images may share it.</summary>
    public Span<byte> Readable() => _content.AsSpan(0, Length);

    /// <summary>The content, to be written to.</summary>
    public Span<byte> Writable()
    {
        if (_isShared) _content = [.. _content];
        _isShared = false;
        return _content.AsSpan(0, Length);
    }

    public void Write(int offset, ReadOnlySpan<byte> bytes)
    {
        if (offset + bytes.Length > Length) Resize(offset + bytes.Length);
        bytes.CopyTo(Writable()[offset..]);
        if (_lost.Count == 0) return;
        for (int sector = offset / SectorBytes; sector * SectorBytes < offset + bytes.Length; sector++) _lost.Remove(sector);
    }

    public void Resize(int length)
    {
        Writable();
        if (length > _content.Length)
        {
            var larger = new byte[Math.Max(length, _content.Length * 2)];
            Content.CopyTo(larger);
            _content = larger;
        }

        if (length < Length) _content.AsSpan(length, Length - length).Clear();
        Length = length;
    }

    /// <summary>Makes some bytes durable: what the platter may hold of the others stays open.</summary>
    public void Flush(int from, int to)
    {
        byte[] now = Observe();
        if (from == 0 && to >= Length)
        {
            _durable = now;
            _versions = [];
            return;
        }

        _durable = Patched(_durable);
        for (int i = 0; i < _versions.Count; i++) _versions[i] = Patched(_versions[i]);

        byte[] Patched(byte[] before)
        {
            var after = new byte[Math.Max(before.Length, Math.Min(to, now.Length))];
            before.CopyTo(after, 0);
            now.AsSpan(from, Math.Min(to, now.Length) - from).CopyTo(after.AsSpan(from));
            return after;
        }
    }

    /// <summary>
    /// A flush that fails: nothing of what was to be flushed reaches the platter, and no later flush writes it, as the operating system has dropped it;
    /// processes go on seeing it.
    /// </summary>
    public void LoseUnflushed()
    {
        for (int sector = 0; sector * SectorBytes < Length; sector++)
        {
            var now = Sector(Content, sector);
            if (!now.SequenceEqual(Padded(_durable, sector, now.Length))) _lost[sector] = now.ToArray();
        }

        _versions = [];
    }

    /// <summary>Notes the content of this moment, which the operating system may write to the platter.</summary>
    /// <returns>That content.</returns>
    public byte[] Observe()
    {
        if (_isShared) return _durable;
        byte[] latest = _versions.Count > 0 ? _versions[^1] : _durable;
        if (_lost.Count == 0 && Content.SequenceEqual(latest)) return latest;
        var now = WithoutLost();
        if (now.AsSpan().SequenceEqual(latest)) return latest;
        _versions.Add(now);
        return now;
    }

    /// <summary>What a power loss at this moment chooses from.</summary>
    public FileAtCrash AtCrash()
    {
        Observe();
        return new FileAtCrash(_durable, [.. _versions]);
    }

    /// <summary>The content as the next process sees it; shared with the platter where it is the same.</summary>
    public byte[] ToArray()
    {
        if (_isShared) return _content;
        byte[] latest = _versions.Count > 0 ? _versions[^1] : _durable;
        return Content.SequenceEqual(latest) ? latest : Content.ToArray();
    }

    /// <summary>A sector of a content, cut where the content ends.</summary>
    public static ReadOnlySpan<byte> Sector(ReadOnlySpan<byte> content, int sector)
    {
        int start = Math.Min(sector * SectorBytes, content.Length);
        return content[start..Math.Min(start + SectorBytes, content.Length)];
    }

    private byte[] WithoutLost()
    {
        var now = Content.ToArray();
        foreach (var (sector, lost) in _lost)
        {
            // What was written anew after the failed flush is not lost.
            var place = now.AsSpan(Math.Min(sector * SectorBytes, now.Length));
            place = place[..Math.Min(lost.Length, place.Length)];
            if (place.SequenceEqual(lost.AsSpan(0, place.Length))) Padded(_durable, sector, place.Length).CopyTo(place);
        }

        return now;
    }

    /// <summary>A sector with zeros where the content has ended.</summary>
    private static byte[] Padded(ReadOnlySpan<byte> content, int sector, int length)
    {
        var padded = new byte[length];
        var there = Sector(content, sector);
        there[..Math.Min(there.Length, length)].CopyTo(padded);
        return padded;
    }
}
