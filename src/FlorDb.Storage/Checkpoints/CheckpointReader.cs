using System.Collections.Immutable;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage;

/// <summary>Reads one checkpoint.</summary>
public sealed class CheckpointReader
{
    private readonly PageReader _pages;

    internal CheckpointReader(PageReader pages, CheckpointInfo checkpoint)
    {
        _pages = pages;
        try
        {
            Entries = EntryList.Decode(pages.Read(checkpoint.Root));
        }
        catch (InvalidDataException failure)
        {
            throw new StoreException($"The list of entries of the checkpoint {checkpoint.Root} is malformed: {failure.Message}", failure);
        }
    }

    /// <summary>The pieces of state, in the order in which they were added.</summary>
    public ImmutableArray<CheckpointEntryInfo> Entries { get; }

    /// <summary>Reads one piece and checks every page of it against its hash.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="destination">Exactly <see cref="CheckpointEntryInfo.Length"/> bytes.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="StoreException">A page is missing or damaged: the message names the file and the offset.</exception>
    public void Read(CheckpointEntryInfo entry, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (destination.Length != entry.Length)
            throw new ArgumentException($"\"{entry.Name}\" has {entry.Length} bytes, and the destination has {destination.Length}.", nameof(destination));
        if (entry.Length <= PackLayout.PageBytes)
        {
            _pages.Read(entry.Hash, destination);
            return;
        }

        int count = PageList.CountPages(entry.Length);
        var list = PageList.TryRead(_pages.Read(entry.Hash), count)
            ?? throw new StoreException($"The list of pages {entry.Hash} of \"{entry.Name}\" has not the length of {count} pages.");
        for (int i = 0; i < count; i++)
        {
            int offset = i * PackLayout.PageBytes;
            _pages.Read(list[i], destination.Slice(offset, Math.Min(PackLayout.PageBytes, destination.Length - offset)));
        }
    }
}
