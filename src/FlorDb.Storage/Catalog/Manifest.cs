using System.Globalization;
using FlorDb.Storage.Io;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>
/// The store's catalog: a log of checksummed edits that any process may append to, one at a time. Reads only what was added since it last looked.
/// Safe to use from several threads.
/// </summary>
internal sealed class Manifest(IStoreFileSystem files, StoreLayout layout)
{
    private const int HeaderBytes = 8;
    private const int LockAttempts = 30_000;
    private readonly Lock _gate = new();
    private CatalogView _view = CatalogView.Empty;
    private long _end = HeaderBytes;
    private long _lastEdit;

    private static ReadOnlySpan<byte> Magic => "FLORMAN\x01"u8;

    /// <summary>Reads on, and gives what the manifest says now.</summary>
    /// <exception cref="StoreException">The file is no manifest.</exception>
    public CatalogView Refresh()
    {
        lock (_gate)
        {
            try
            {
                using var file = files.OpenForReading(layout.Manifest);
                ReadOn(file);
                bool isTorn = file.Length > _end && !files.IsLocked(layout.ManifestLock) && file.Length > _end;
                return isTorn ? _view.With(Noticed(_end, "the manifest's last edit is torn or damaged; what it added is not shown")) : _view;
            }
            catch (FileNotFoundException)
            {
                // Nothing was sealed in this store yet.
                return _view;
            }
        }
    }

    /// <summary>Appends an edit; when the call returns, it survives a power loss.</summary>
    /// <param name="decide">Is given what the manifest says and returns the edit's items; none for no edit. No other edit comes in between.</param>
    /// <exception cref="IOException">The edit can't be written.</exception>
    /// <exception cref="StoreException">The manifest stays locked by somebody else, or is no manifest.</exception>
    public void Append(Func<CatalogView, IReadOnlyCollection<ManifestItem>> decide)
    {
        lock (_gate)
        {
            using var exclusive = AcquireLock();
            using var file = OpenOrCreate();
            ReadOn(file);
            var items = decide(_view);
            if (items.Count == 0) return;
            if (file.Length > _end) items = [.. items, SetTailAside(file)];
            file.Write(_end, EncodeFrame(items, _lastEdit + 1));
            file.Flush();
            ReadOn(file);
        }
    }

    private static byte[] EncodeFrame(IReadOnlyCollection<ManifestItem> items, long number)
    {
        byte[] payload = ManifestCodec.Encode(items);
        var frame = new byte[FrameLayout.FrameBytes(payload.Length)];
        payload.CopyTo(frame, FrameLayout.PayloadOffset);
        Frame.Publish(frame, 0, number, payload.Length);
        return frame;
    }

    /// <summary>Makes the file in one step, so that there is never a manifest without its first bytes.</summary>
    private IStoreFile OpenOrCreate()
    {
        if (!files.FileExists(layout.Manifest)) AtomicFile.Write(files, layout.Manifest, Magic);
        return files.OpenForWriting(layout.Manifest);
    }

    private void ReadOn(IStoreFile file)
    {
        if (_end == HeaderBytes) CheckHeader(file);
        long length = file.Length;
        if (length <= _end) return;
        var bytes = new byte[length - _end];
        var unread = bytes.AsSpan(0, file.Read(_end, bytes));
        int offset = 0;
        while (FindFrame(unread, offset, out int start, out var frame))
        {
            if (start > offset) Note(offset, "an edit of the manifest is damaged: segments or runs that it added are missing");
            Apply(frame, start);
            offset = start + (int)frame.Bytes;
        }

        _end += Math.Min(offset, unread.Length);
    }

    private void CheckHeader(IStoreFile file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        int read = file.Read(0, header);
        if (read < HeaderBytes || !header.SequenceEqual(Magic))
            throw new StoreException($"{layout.Manifest} does not begin as the manifest of a store of this version: the file is damaged.");
    }

    /// <summary>Finds the next valid frame at or behind an offset. Behind a torn end there is none.</summary>
    private static bool FindFrame(ReadOnlySpan<byte> bytes, int offset, out int start, out Frame frame)
    {
        for (start = offset; start < bytes.Length; start += FrameLayout.Alignment)
            if (Frame.TryRead(bytes[start..], out frame) == FrameStatus.Valid) return true;
        frame = default;
        return false;
    }

    private void Apply(in Frame frame, int offset)
    {
        _lastEdit = Math.Max(_lastEdit, frame.Sequence);
        try
        {
            foreach (var item in ManifestCodec.Decode(frame.Payload)) _view = _view.With(item);
        }
        catch (InvalidDataException failure)
        {
            Note(offset, $"an edit of the manifest can't be understood: {failure.Message}");
        }
    }

    private void Note(int offset, string what) => _view = _view.With(Noticed(_end + offset, what));

    private static ManifestItem.Noticed Noticed(long place, string what) =>
        new(new StoreNotice("manifest", place, string.Create(CultureInfo.InvariantCulture, $"At byte {place} {what}.")));

    /// <summary>Cuts off what is no edit, which a crash has left, or damage; a copy is kept, as nobody can tell which.</summary>
    private ManifestItem.Noticed SetTailAside(IStoreFile file)
    {
        var tail = new byte[file.Length - _end];
        int read = file.Read(_end, tail);
        string name = string.Create(CultureInfo.InvariantCulture, $"manifest-{_end}");
        files.CreateFolder(layout.DamagedFolder);
        AtomicFile.Write(files, Path.Combine(layout.DamagedFolder, name), tail.AsSpan(0, read));
        file.Truncate(_end);
        return Noticed(_end, $"the manifest's last edit was torn or damaged, and was cut off; a copy is in damaged/{name}");
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
