using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage;

/// <summary>
/// Writes one checkpoint: pages that the store has already are not written again. Used from one thread at a time, which may
/// be another than the one that records the run.
/// </summary>
public sealed class CheckpointWriter : IDisposable
{
    /// <summary>State is cut into pages of so many bytes; the last page of a piece may be shorter.</summary>
    public const int PageBytes = PackLayout.PageBytes;

    private readonly RunWriter _run;
    private readonly PageStore _pages;
    private readonly CheckpointPosition _position;
    private readonly TimeProvider _time;
    private readonly EpochPin _pin;
    private readonly List<CheckpointEntryInfo> _entries = [];
    private readonly HashSet<string> _names = [];
    private TimeSpan _spent;
    private long _storedBytes;
    private bool _closed;

    internal CheckpointWriter(RunWriter run, PageStore pages, CheckpointPosition position, TimeProvider time)
    {
        _run = run;
        _pages = pages;
        _position = position;
        _time = time;
        _pin = pages.Begin();
    }

    /// <summary>Adds a piece of state. The bytes may be reused when the call returns.</summary>
    /// <param name="name">A name that is unique in this checkpoint.</param>
    /// <param name="description">What the bytes are, in the caller's words.</param>
    /// <param name="bytes">The state.</param>
    /// <param name="elementBytes">How many bytes a number in it has: 2, 4 or 8, or 1 where it is something else. What is right takes less room on the disk.</param>
    /// <exception cref="ArgumentException">The checkpoint has an entry of that name, or no number has so many bytes.</exception>
    /// <exception cref="StoreException">The pages can't be written.</exception>
    public void Add(string name, string description, ReadOnlySpan<byte> bytes, int elementBytes = 1)
    {
        var codec = CodecOf(elementBytes);
        Begin(name, description);
        long start = _time.GetTimestamp();
        _entries.Add(new CheckpointEntryInfo(name, description, bytes.Length, AddContent(bytes, codec)));
        _spent += _time.GetElapsedTime(start);
    }

    /// <summary>Adds a page that pieces of state can be put together from with <see cref="TryAdd"/>. The bytes may be reused when the call returns.</summary>
    /// <param name="bytes">At most <see cref="PageBytes"/>.</param>
    /// <param name="elementBytes">How many bytes a number in it has: 2, 4 or 8, or 1 where it is something else. What is right takes less room on the disk.</param>
    /// <returns>The page's address.</returns>
    /// <exception cref="ArgumentException">The page is too long, or no number has so many bytes.</exception>
    /// <exception cref="StoreException">The page can't be written.</exception>
    public PageHash AddPage(ReadOnlySpan<byte> bytes, int elementBytes = 1)
    {
        var codec = CodecOf(elementBytes);
        ObjectDisposedException.ThrowIf(_closed, this);
        if (bytes.Length > PageBytes) throw new ArgumentException($"A page has {PageBytes} bytes at most, and this one has {bytes.Length}.", nameof(bytes));
        long start = _time.GetTimestamp();
        var hash = Store(bytes, codec);
        _spent += _time.GetElapsedTime(start);
        return hash;
    }

    /// <summary>
    /// Adds a piece of state whose pages are in the store: they were added to this checkpoint, or belong to earlier ones. An earlier checkpoint may have been
    /// deleted since, and its pages with it: then nothing is added, and the checkpoint can only be given up.
    /// </summary>
    /// <param name="name">A name that is unique in this checkpoint.</param>
    /// <param name="description">What the bytes are, in the caller's words.</param>
    /// <param name="length">How many bytes the piece has.</param>
    /// <param name="pages">The addresses of its pages, in order: all but the last have <see cref="PageBytes"/>. A piece without bytes has one page.</param>
    /// <returns>Whether the store has all pages.</returns>
    /// <exception cref="ArgumentException">The checkpoint has an entry of that name, or the number of pages is not that of the length.</exception>
    /// <exception cref="StoreException">The list of pages can't be written.</exception>
    public bool TryAdd(string name, string description, long length, ReadOnlySpan<PageHash> pages)
    {
        if (pages.Length != Math.Max(1, PageList.CountPages(length)))
            throw new ArgumentException($"\"{name}\" has {length} bytes, which are not {pages.Length} pages.", nameof(pages));
        Begin(name, description);
        long start = _time.GetTimestamp();
        if (!_pages.Contains(pages)) return false;
        _entries.Add(new CheckpointEntryInfo(name, description, length, pages.Length == 1 ? pages[0] : AddList(pages)));
        _spent += _time.GetElapsedTime(start);
        return true;
    }

    /// <summary>Makes the pages durable, then publishes the checkpoint.</summary>
    /// <param name="captured">When the state was captured.</param>
    /// <param name="captureSeconds">How long the training thread was held up.</param>
    /// <param name="reason">Why it was taken; null where there is nothing to tell.</param>
    /// <exception cref="StoreException">The pages can't be written: the checkpoint is not published.</exception>
    public CheckpointInfo Commit(DateTimeOffset captured, double captureSeconds, CheckpointReason? reason = null)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        using var published = this;
        _closed = true;
        long start = _time.GetTimestamp();
        var root = Store(EntryList.Encode(_entries), PageCodec.None);
        _pages.Flush();
        _spent += _time.GetElapsedTime(start);
        long bytes = _entries.Sum(entry => entry.Length);
        var checkpoint = new CheckpointInfo(
            _run.Run, _position, root, bytes, _storedBytes, captureSeconds, _spent.TotalSeconds, Instant.Truncate(captured.ToUniversalTime()))
        {
            Reason = reason,
        };
        _run.Publish(checkpoint);
        return checkpoint;
    }

    /// <summary>Gives up a checkpoint that was not committed.</summary>
    public void Dispose()
    {
        _closed = true;
        _pin.Dispose();
    }

    private void Begin(string name, string description)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(description);
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_names.Add(name)) throw new ArgumentException($"The checkpoint has an entry \"{name}\" already.", nameof(name));
    }

    private static PageCodec CodecOf(int elementBytes) => elementBytes is 1 or 2 or 4 or 8
        ? (PageCodec)elementBytes
        : throw new ArgumentOutOfRangeException(nameof(elementBytes), elementBytes, "A number has 1, 2, 4 or 8 bytes.");

    private PageHash AddContent(ReadOnlySpan<byte> bytes, PageCodec codec)
    {
        if (bytes.Length <= PageBytes) return Store(bytes, codec);
        var pages = new PageHash[PageList.CountPages(bytes.Length)];
        for (int i = 0; i < pages.Length; i++)
        {
            int offset = i * PageBytes;
            pages[i] = Store(bytes.Slice(offset, Math.Min(PageBytes, bytes.Length - offset)), codec);
        }

        return AddList(pages);
    }

    private PageHash AddList(ReadOnlySpan<PageHash> pages)
    {
        var list = new PageList(pages.Length);
        foreach (var page in pages) list.Add(page);
        return Store(list.Bytes, PageCodec.None);
    }

    private PageHash Store(ReadOnlySpan<byte> bytes, PageCodec codec)
    {
        var hash = XxHash3.Hash(bytes);
        _storedBytes += _pages.Add(hash, bytes, codec);
        return hash;
    }
}
