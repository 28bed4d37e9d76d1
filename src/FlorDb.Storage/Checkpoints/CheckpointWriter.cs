using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage;

/// <summary>
/// Writes one checkpoint: pages that the store has already are not written again. Used from one thread at a time, which may
/// be another than the one that records the run.
/// </summary>
public sealed class CheckpointWriter : IDisposable
{
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
    /// <exception cref="ArgumentException">The checkpoint has an entry of that name.</exception>
    /// <exception cref="StoreException">The pages can't be written.</exception>
    public void Add(string name, string description, ReadOnlySpan<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(description);
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_names.Add(name)) throw new ArgumentException($"The checkpoint has an entry \"{name}\" already.", nameof(name));
        long start = _time.GetTimestamp();
        _entries.Add(new CheckpointEntryInfo(name, description, bytes.Length, AddContent(bytes)));
        _spent += _time.GetElapsedTime(start);
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
        var root = AddPage(EntryList.Encode(_entries));
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

    private PageHash AddContent(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= PackLayout.PageBytes) return AddPage(bytes);
        var list = new PageList(PageList.CountPages(bytes.Length));
        for (int offset = 0; offset < bytes.Length; offset += PackLayout.PageBytes)
            list.Add(AddPage(bytes.Slice(offset, Math.Min(PackLayout.PageBytes, bytes.Length - offset))));
        return AddPage(list.Bytes);
    }

    private PageHash AddPage(ReadOnlySpan<byte> bytes)
    {
        var hash = XxHash3.Hash(bytes);
        _storedBytes += _pages.Add(hash, bytes);
        return hash;
    }
}
