using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage.Verification;

/// <summary>Checks that checkpoints can be restored: that their lists make sense and each page is in the store. What was checked once is not read again.</summary>
internal sealed class CheckpointVerifier(PageReader pages, IReadOnlySet<PageHash> good)
{
    private readonly Dictionary<PageHash, string?> _roots = [];
    private readonly Dictionary<(PageHash Hash, long Length), string?> _entries = [];

    /// <summary>What is wrong with a checkpoint; null if it can be restored.</summary>
    public string? FindFault(CheckpointInfo checkpoint)
    {
        if (_roots.TryGetValue(checkpoint.Root, out string? known)) return known;
        string? fault = FindFaultOfRoot(checkpoint.Root);
        _roots.Add(checkpoint.Root, fault);
        return fault;
    }

    private string? FindFaultOfRoot(PageHash root)
    {
        try
        {
            if (!good.Contains(root)) return $"its list of entries, page {root}, is missing or damaged";
            foreach (var entry in EntryList.Decode(pages.Read(root)))
                if (FindFault(entry) is { } fault) return $"its entry \"{entry.Name}\" is not whole: {fault}";
            return null;
        }
        catch (Exception failure) when (failure is StoreException or InvalidDataException)
        {
            return failure.Message.TrimEnd('.');
        }
    }

    private string? FindFault(CheckpointEntryInfo entry)
    {
        if (_entries.TryGetValue((entry.Hash, entry.Length), out string? known)) return known;
        string? fault = FindFaultOfPages(entry);
        _entries.Add((entry.Hash, entry.Length), fault);
        return fault;
    }

    private string? FindFaultOfPages(CheckpointEntryInfo entry)
    {
        if (!good.Contains(entry.Hash)) return $"page {entry.Hash} is missing or damaged";
        if (entry.Length <= PackLayout.PageBytes) return null;
        var list = PageList.TryRead(pages.Read(entry.Hash), PageList.CountPages(entry.Length));
        if (list is null) return $"its list of pages, page {entry.Hash}, has not the right length";
        foreach (var page in list.Hashes)
            if (!good.Contains(page)) return $"page {page} is missing or damaged";
        return null;
    }
}
