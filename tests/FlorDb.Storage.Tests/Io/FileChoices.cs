namespace FlorDb.Storage.Tests.Io;

/// <summary>
/// What a power loss may make of one file: each of the lengths that it has had since its last flush, and each sector as it was at any moment since then,
/// chosen one by one. The first option is the flushed one, the last the newest.
/// </summary>
internal sealed class FileChoices
{
    private readonly byte[] _durable;
    private readonly List<int> _lengths = [];
    private readonly List<(int Sector, List<byte[]> Options)> _sectors = [];
    private readonly byte[] _base;

    public FileChoices(FileAtCrash file)
    {
        _durable = file.Durable;
        byte[][] all = [file.Durable, .. file.Versions];
        foreach (var version in all)
            if (!_lengths.Contains(version.Length)) _lengths.Add(version.Length);
        int longest = _lengths.Max();
        _base = new byte[longest];
        for (int sector = 0; sector * SimulatedFile.SectorBytes < longest; sector++) AddSector(all, sector);
        Sizes = [_lengths.Count, .. _sectors.Select(sector => sector.Options.Count)];
    }

    /// <summary>The number of options of each choice.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The content that some choices lead to.</summary>
    public byte[] Build(ReadOnlySpan<int> choices)
    {
        if (choices.IndexOfAnyExcept(0) < 0) return _durable;
        int length = _lengths[choices[0]];
        var content = _base.AsSpan(0, length).ToArray();
        for (int i = 0; i < _sectors.Count; i++)
        {
            var (sector, options) = _sectors[i];
            int start = sector * SimulatedFile.SectorBytes;
            if (start >= length) break;
            byte[] chosen = options[choices[i + 1]];
            chosen.AsSpan(0, Math.Min(chosen.Length, length - start)).CopyTo(content.AsSpan(start));
        }

        return content;
    }

    private void AddSector(byte[][] versions, int sector)
    {
        var options = new List<byte[]>();
        foreach (var version in versions)
        {
            var there = SimulatedFile.Sector(version, sector);
            if (options.Count > 0 && IsSame(options[^1], there)) continue;
            var padded = new byte[SimulatedFile.SectorBytes];
            there.CopyTo(padded);
            if (!options.Any(option => option.AsSpan().SequenceEqual(padded))) options.Add(padded);
        }

        int start = sector * SimulatedFile.SectorBytes;
        if (options.Count > 1) _sectors.Add((sector, options));
        else options[0].AsSpan(0, Math.Min(SimulatedFile.SectorBytes, _base.Length - start)).CopyTo(_base.AsSpan(start));
    }

    private static bool IsSame(byte[] padded, ReadOnlySpan<byte> there) =>
        padded.AsSpan(0, there.Length).SequenceEqual(there) && !padded.AsSpan(there.Length).ContainsAnyExcept((byte)0);
}
