using System.Collections.Immutable;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Reads the pages that hold no state themselves: a checkpoint's root, and lists of pages.</summary>
internal static class CheckpointPages
{
    /// <summary>The entries of a checkpoint.</summary>
    /// <exception cref="StoreException">The root is missing or damaged.</exception>
    public static ImmutableArray<CheckpointEntryInfo> ReadEntries(PageReader pages, PageHash root)
    {
        try
        {
            return EntryList.Decode(pages.Read(root));
        }
        catch (InvalidDataException failure)
        {
            throw new StoreException($"The list of entries of the checkpoint {root} is malformed: {failure.Message}", failure);
        }
    }

    /// <summary>The pages of a piece of state that has more than one.</summary>
    /// <exception cref="StoreException">The list is missing or damaged.</exception>
    public static PageHash[] ReadList(PageReader pages, CheckpointEntryInfo entry)
    {
        int count = PageList.CountPages(entry.Length);
        var list = PageList.TryRead(pages.Read(entry.Hash), count)
            ?? throw new StoreException($"The list of pages {entry.Hash} of \"{entry.Name}\" has not the length of {count} pages.");
        return list.Hashes;
    }
}
