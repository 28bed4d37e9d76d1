using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage;

/// <summary>Reads one checkpoint.</summary>
public sealed class CheckpointReader
{
    private const int PagesPerPart = 4;
    private const int PagesPerThread = 8;
    private readonly PageReader _pages;

    internal CheckpointReader(PageReader pages, CheckpointInfo checkpoint)
    {
        _pages = pages;
        Entries = CheckpointPages.ReadEntries(pages, checkpoint.Root);
    }

    /// <summary>The pieces of state, in the order in which they were added.</summary>
    public ImmutableArray<CheckpointEntryInfo> Entries { get; }

    /// <summary>Reads one piece and checks every page of it against its hash; a large piece with several threads.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="destination">Exactly <see cref="CheckpointEntryInfo.Length"/> bytes.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="StoreException">A page is missing or damaged: the message names the file and the offset.</exception>
    public unsafe void Read(CheckpointEntryInfo entry, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (destination.Length != entry.Length)
            throw new ArgumentException($"\"{entry.Name}\" has {entry.Length} bytes, and the destination has {destination.Length}.", nameof(destination));
        if (entry.Length <= PackLayout.PageBytes)
        {
            _pages.Read(entry.Hash, destination);
            return;
        }

        var pages = _pages.Locate(CheckpointPages.ReadList(_pages, entry));
        fixed (byte* start = destination) ReadPages(pages, start, destination.Length);
    }

    private unsafe void ReadPages(PageLocation[] pages, byte* start, int length)
    {
        int threads = Math.Min(Environment.ProcessorCount, pages.Length / PagesPerThread);
        if (threads <= 1)
        {
            ReadPart(0, pages.Length);
            return;
        }

        // Parts are small, so that a thread that comes late takes less.
        var parts = Partitioner.Create(0, pages.Length, PagesPerPart);
        try
        {
            Parallel.ForEach(parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => ReadPart(part.Item1, part.Item2));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        void ReadPart(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                int offset = i * PackLayout.PageBytes;
                _pages.Read(pages[i], new Span<byte>(start + offset, Math.Min(PackLayout.PageBytes, length - offset)));
            }
        }
    }
}
