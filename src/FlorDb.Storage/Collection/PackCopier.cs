using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Collection;

/// <summary>
/// Copies pages into new packs, each checked by its hash, under a writer's id of its own: what a crash leaves is recovered like that of any writer.
/// The packs have temporary names until they are complete, so that nobody counts on one that may yet be given up.
/// </summary>
internal sealed class PackCopier : IDisposable
{
    private readonly IStoreFileSystem _files;
    private readonly StoreLayout _layout;
    private readonly PageReader _reader;
    private readonly Guid _writer = Guid.CreateVersion7();
    private readonly IDisposable _lock;
    private readonly List<PackId> _complete = [];
    private readonly HashSet<PageHash> _copied = [];
    private PackWriter? _pack;
    private bool _isOver;

    public PackCopier(IStoreFileSystem files, StoreLayout layout, PageReader reader)
    {
        _files = files;
        _layout = layout;
        _reader = reader;
        _lock = files.TakeNewLock(layout.WriterLock(_writer));
        // Without the lock's name nobody would look for what this writer may leave.
        files.FlushFolder(layout.LockFolder);
    }

    /// <summary>Whether a page was copied.</summary>
    public bool Holds(PageHash hash) => _copied.Contains(hash);

    /// <summary>Copies a page; false if it is damaged, and no pack has a good copy.</summary>
    /// <exception cref="IOException">The copy can't be written.</exception>
    public bool TryCopy(PageHash hash)
    {
        StoredPage page;
        try
        {
            page = _reader.ReadStored(hash);
        }
        catch (StoreException)
        {
            return false;
        }

        if (_pack is null or { IsFull: true }) BeginNext();
        _pack!.Append(page.Header, page.Content);
        _copied.Add(hash);
        return true;
    }

    /// <summary>Makes all copies durable under their names, and returns the new packs.</summary>
    /// <exception cref="IOException">They can't be written.</exception>
    public IReadOnlyList<PackId> Complete()
    {
        CompleteCurrent();
        if (_complete.Count > 0) _files.FlushFolder(_layout.PageFolder);
        return _complete;
    }

    /// <summary>Says that the catalog names the new packs: nothing is left to be recovered.</summary>
    /// <exception cref="IOException">The lock can't be deleted.</exception>
    public void Finish()
    {
        _isOver = true;
        _files.Delete(_layout.WriterLock(_writer));
    }

    public void Dispose()
    {
        _pack?.Dispose();
        if (!_isOver) TryDeleteTemporary();
        _lock.Dispose();
    }

    private void BeginNext()
    {
        CompleteCurrent();
        _pack = PackWriter.CreateHidden(_files, _layout, new PackId(_writer, _complete.Count + 1));
    }

    private void CompleteCurrent()
    {
        if (_pack is null) return;
        _pack.Flush();
        _files.Rename(_layout.HiddenPack(_pack.Id), _layout.Pack(_pack.Id.FileName));
        PackSealing.TryWriteIndex(_files, _layout, _pack.Id, _pack.Position, _pack.Pages);
        _complete.Add(_pack.Id);
        _pack.Dispose();
        _pack = null;
    }

    private void TryDeleteTemporary()
    {
        if (_pack is null) return;
        try
        {
            _files.Delete(_layout.HiddenPack(_pack.Id));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Whoever opens the store next deletes it.
        }
    }
}
