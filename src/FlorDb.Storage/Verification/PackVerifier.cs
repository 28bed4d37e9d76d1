using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Verification;

/// <summary>Checks one pack: its header, every page's header, every page's bytes, and the index.</summary>
internal sealed class PackVerifier(IStoreFileSystem files, StoreLayout layout)
{
    /// <summary>What was found in a pack.</summary>
    /// <param name="Good">The pages whose bytes are those that their hashes speak of.</param>
    /// <param name="Faults">What is wrong, with the offset.</param>
    /// <param name="IndexFault">What is wrong with its index; null if nothing is, or if it has none.</param>
    internal sealed record Outcome(IReadOnlyList<PageEntry> Good, IReadOnlyList<(long Offset, string Problem)> Faults, string? IndexFault);

    /// <summary>Reads a pack from its beginning to its end.</summary>
    /// <param name="id">The pack.</param>
    /// <param name="advance">Is told how many bytes were read.</param>
    public Outcome Check(PackId id, Action<long> advance)
    {
        var good = new List<PageEntry>();
        var faults = new List<(long, string)>();
        try
        {
            using var pack = new PackReader(files, layout, id);
            if (!HasHeader(pack.File, id)) faults.Add((0, "its header is damaged"));
            CheckPages(pack, good, faults, advance);
            return new Outcome(good, faults, CheckIndex(id, pack.File.Length, good));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add((0, "it is missing"));
            return new Outcome(good, faults, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            faults.Add((0, $"it can't be read: {failure.Message.TrimEnd('.')}"));
            return new Outcome(good, faults, null);
        }
    }

    private static void CheckPages(PackReader pack, List<PageEntry> good, List<(long, string)> faults, Action<long> advance)
    {
        var scanner = new PackScanner(pack.File, PackLayout.FileHeaderBytes);
        long expected = PackLayout.FileHeaderBytes;
        while (scanner.TryNext(out var entry))
        {
            if (entry.Offset > expected) faults.Add((expected, $"{entry.Offset - expected} bytes are no page"));
            expected = entry.End;
            if (PageContent.IsGood(pack.File, entry)) good.Add(entry);
            else faults.Add((entry.ContentOffset, entry.Page.Problem));
            advance(entry.Page.FrameBytes);
        }

        if (pack.File.Length > expected) faults.Add((expected, $"the last {pack.File.Length - expected} bytes are no page"));
    }

    private static bool HasHeader(IStoreFile file, PackId id)
    {
        var header = new byte[PackLayout.FileHeaderBytes];
        return file.Read(0, header) == header.Length && header.AsSpan().SequenceEqual(PackWriter.FileHeader(id));
    }

    private string? CheckIndex(PackId id, long packBytes, List<PageEntry> good)
    {
        if (!files.FileExists(layout.Pack(id.IndexName))) return null;
        using var index = PackIndex.TryOpen(files, layout, id, packBytes);
        if (index is null) return "it is damaged, or that of another pack";
        foreach (var entry in good)
            if (!index.TryFind(entry.Page.Hash, out _)) return $"it does not know page {entry.Page.Hash}";
        return null;
    }
}
