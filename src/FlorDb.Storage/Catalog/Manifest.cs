using System.Globalization;
using FlorDb.Storage.Io;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>
/// The store's catalog: a log of checksummed edits that any process may append to, one at a time. Reads only what was added since it last looked. When
/// the log has grown long, it is written anew as a snapshot of itself (a checkpoint of the log, in the terms of databases). Safe to use from several
/// threads.
/// </summary>
internal sealed class Manifest(IStoreFileSystem files, StoreLayout layout)
{
    private const int LockAttempts = 30_000;

    /// <summary>How much may be added to a manifest, besides its own length, before it is written anew.</summary>
    private const long SlackBytes = 1024 * 1024;

    private const string CutOff = "the manifest was cut off here and named no segment any more; \"flor repair\" makes a new one from the segments";

    private readonly Lock _gate = new();
    private ManifestReader _reader = new();

    /// <summary>Whether an edit of this process could neither be flushed nor taken back: everybody sees it, and it may not survive a power loss.</summary>
    private bool _isDoubtful;

    /// <summary>The manifest file of which this process knows that its name survives a power loss.</summary>
    private Guid? _durablyNamed;

    /// <summary>Reads on, and gives what the manifest says now.</summary>
    public CatalogView Refresh()
    {
        lock (_gate)
        {
            try
            {
                if (_isDoubtful && !TrySettle()) return Incomplete("the disk fails, and what was written last may not survive a loss of power");

                // Nothing exceptional, until the store has its first segment.
                if (!files.FileExists(layout.Manifest)) return WithoutFile();
                using var file = files.OpenForReading(layout.Manifest);
                _reader.ReadOn(file);
                if (IsTorn(file)) return Incomplete("the manifest's last edit is torn or damaged; what it added is not shown");
                return IsCutOff(file) ? Incomplete(CutOff) : _reader.View;
            }
            catch (FileNotFoundException)
            {
                return WithoutFile();
            }
        }
    }

    private CatalogView WithoutFile()
    {
        _reader = new ManifestReader();
        return IsLost() ? Incomplete("the manifest is missing, and with it what was sealed; \"flor repair\" makes a new one from the segments") : _reader.View;
    }

    /// <summary>
    /// Appends an edit; when the call returns, it survives a power loss. An edit that removes or condemns files begins a new epoch, one more than that
    /// of the view.
    /// </summary>
    /// <param name="decide">Is given what the manifest says and returns the edit's items; none for no edit. No other edit comes in between.</param>
    /// <exception cref="IOException">The edit can't be written.</exception>
    /// <exception cref="StoreException">The manifest stays locked by somebody else, or is missing while the store has segments.</exception>
    public void Append(Func<CatalogView, IReadOnlyCollection<ManifestItem>> decide)
    {
        lock (_gate)
        {
            using var exclusive = AcquireLock();
            if (_isDoubtful) Settle();
            using (var file = OpenOrCreate())
            {
                _reader.ReadOn(file);
                var items = decide(_reader.View);
                if (items.Count == 0) return;
                MakeNameDurable();
                Append(file, items);
            }

            if ((_reader.End - SlackBytes) / 2 > _reader.SnapshotBytes) TryRewrite();
        }
    }

    /// <summary>Writes the manifest anew with another content, even where it is missing or damaged. No edit comes in between.</summary>
    /// <param name="repair">Is given what can be read and returns what it should be.</param>
    /// <exception cref="IOException">It can't be written; the old one stays.</exception>
    public void Replace(Func<CatalogView, CatalogView> repair)
    {
        lock (_gate)
        {
            using var exclusive = AcquireLock();
            StoreFormat.Upgrade(files, layout);
            if (files.FileExists(layout.Manifest))
            {
                using var file = files.OpenForReading(layout.Manifest);
                _reader.ReadOn(file);
            }
            else _reader = new ManifestReader();

            WriteAnew(repair(_reader.View));
        }
    }

    private void Append(IStoreFile file, IReadOnlyCollection<ManifestItem> items)
    {
        if (items.Any(item => item.BeginsEpoch)) items = [new ManifestItem.EpochBegan(_reader.View.Epoch + 1), .. items];
        if (file.Length > _reader.End) items = [.. items, SetTailAside(file)];
        else if (IsCutOff(file)) items = [.. items, new ManifestItem.Noticed(ManifestReader.Notice(_reader.End, CutOff))];
        try
        {
            file.Write(_reader.End, ManifestEdit.Encode(items, _reader.LastEdit + 1));
            file.Flush();
        }
        catch (IOException)
        {
            TakeBack(file);
            throw;
        }

        _reader.ReadOn(file);
    }

    /// <summary>Cuts off an edit that may not be durable, so that nobody deletes what it speaks of: its flush failed, and no later one would write it.</summary>
    private void TakeBack(IStoreFile file)
    {
        try
        {
            file.Truncate(_reader.End);
        }
        catch (IOException)
        {
            // The disk takes no change at all. The caller is told of the failure that came first.
            _isDoubtful = true;
        }
    }

    private bool TrySettle()
    {
        try
        {
            using var exclusive = files.TryLock(layout.ManifestLock);
            if (exclusive is not null) Settle();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The disk fails still.
        }

        return !_isDoubtful;
    }

    /// <summary>
    /// Makes an edit durable that is seen though its flush failed, before anything relies on it: no later flush of that file would, so it is written anew.
    /// </summary>
    private void Settle()
    {
        using (var file = files.OpenForReading(layout.Manifest)) _reader.ReadOn(file);
        if (!_reader.View.IsComplete) throw new IOException($"{layout.Manifest} is damaged, and its last edit may not be durable. Run \"flor repair\".");
        WriteAnew(_reader.View);
        _isDoubtful = false;
    }

    /// <summary>Writes the manifest anew, as short as it can be. One that is damaged is left as it is: that is for people to decide.</summary>
    private void TryRewrite()
    {
        if (!_reader.View.IsComplete) return;
        try
        {
            WriteAnew(_reader.View);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The edit is there, and the old file as good as ever, or the new one has the name: whoever adds to that makes the name durable first.
        }
    }

    private void WriteAnew(CatalogView content)
    {
        ManifestSnapshot.Write(files, layout, content, _reader.LastEdit);
        using var file = files.OpenForReading(layout.Manifest);
        _reader.ReadOn(file);
        _durablyNamed = _reader.View.File;
    }

    /// <summary>Whoever wrote the file anew may have died, or failed, before its name was durable: what is added to it would be lost with the power.</summary>
    private void MakeNameDurable()
    {
        if (_durablyNamed == _reader.View.File) return;
        files.FlushFolder(layout.Folder);
        _durablyNamed = _reader.View.File;
    }

    /// <summary>Makes the file in one step, so that there is never a manifest without its first bytes.</summary>
    private IStoreFile OpenOrCreate()
    {
        StoreFormat.Upgrade(files, layout);
        if (!files.FileExists(layout.Manifest))
        {
            if (IsLost()) throw new StoreException($"{layout.Manifest} is missing, while the store has segments: run \"flor repair\" first.");
            var header = new byte[ManifestHeader.Length];
            ManifestHeader.Of(Guid.CreateVersion7(), header.Length).Write(header);
            AtomicFile.Write(files, layout.Manifest, header);
        }

        return files.OpenForWriting(layout.Manifest);
    }

    /// <summary>Whether a missing manifest once was there.</summary>
    private bool IsLost() => HasUnnamedSegments(CatalogView.Empty) && !files.FileExists(layout.Manifest);

    /// <summary>Whether all edits were cut off: the manifest names no segment, and yet there are some that an edit must have named.</summary>
    private bool IsCutOff(IStoreFile file)
    {
        if (!_reader.View.IsComplete || !_reader.View.Segments.IsEmpty || !HasUnnamedSegments(_reader.View)) return false;

        // An edit may have come since we looked, and its logs gone.
        _reader.ReadOn(file);
        return _reader.View.Segments.IsEmpty && HasUnnamedSegments(_reader.View);
    }

    /// <summary>
    /// Whether an edit that was acknowledged must be missing: before the edit that names it, a segment stands beside the log that it was made from.
    /// </summary>
    private bool HasUnnamedSegments(CatalogView view)
    {
        var names = files.List(layout.SegmentFolder).Where(name => name.EndsWith(StoreLayout.SegmentExtension, StringComparison.Ordinal)).ToList();
        if (names.Count == 0) return false;
        var unsealed = OpenWals.List(files, layout).Select(id => id.Stem).ToList();
        var known = view.Segments.Select(segment => segment.Value.FileName).ToHashSet(StringComparer.Ordinal);
        known.UnionWith(view.Removed.Select(file => Path.GetFileName(file.Path)));
        return names.Any(name => !known.Contains(name) && !unsealed.Any(stem => name.StartsWith(stem, StringComparison.Ordinal)));
    }

    /// <summary>Whether something stands at the end that is no edit, and that nobody is writing.</summary>
    private bool IsTorn(IStoreFile file)
    {
        long end = _reader.End;
        if (file.Length <= end || files.IsLocked(layout.ManifestLock)) return false;

        // Nobody writes. What was being written when we looked is complete now, or will never be.
        _reader.ReadOn(file);
        return _reader.End == end && file.Length > end;
    }

    private CatalogView Incomplete(string what) => _reader.View with
    {
        IsComplete = false,
        Notices = _reader.View.Notices.Add(ManifestReader.Notice(_reader.End, what)),
    };

    /// <summary>Cuts off what is no edit, which a crash has left, or damage; a copy is kept, as nobody can tell which.</summary>
    private ManifestItem.Noticed SetTailAside(IStoreFile file)
    {
        long end = _reader.End;
        var tail = new byte[file.Length - end];
        int read = file.Read(end, tail);
        string name = string.Create(CultureInfo.InvariantCulture, $"manifest-{end}");
        files.CreateFolder(layout.DamagedFolder);
        AtomicFile.Write(files, Path.Combine(layout.DamagedFolder, name), tail.AsSpan(0, read));
        file.Truncate(end);
        var notice = ManifestReader.Notice(end, $"the manifest's last edit was torn or damaged, and was cut off; a copy is in damaged/{name}");

        // An edit that a crash has torn was never acknowledged: nothing is missing.
        return new(HasUnnamedSegments(_reader.View) ? notice : notice with { File = $"damaged/{name}" });
    }

    private IDisposable AcquireLock()
    {
        for (int attempt = 0; attempt < LockAttempts; attempt++)
        {
            if (files.TryLock(layout.ManifestLock) is { } held) return held;
            Thread.Sleep(1);
        }

        throw new StoreException($"The lock {layout.ManifestLock} has been held by another process for too long; is one stopped?");
    }
}
