using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Reads one pack, which may still grow. The file is opened when it is first needed. Safe to use from several threads.</summary>
internal sealed class PackReader(IStoreFileSystem files, StoreLayout layout, PackId id) : IDisposable
{
    private readonly Lock _gate = new();
    private IStoreFile? _file;

    public PackId Id => id;

    /// <summary>The pack's path as messages show it.</summary>
    public string Name => layout.Relative(layout.Pack(id.FileName));

    /// <summary>The pack's file.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    public IStoreFile File
    {
        get
        {
            if (Volatile.Read(ref _file) is { } open) return open;
            lock (_gate)
            {
                if (_file is null) Volatile.Write(ref _file, files.OpenForReading(layout.Pack(id.FileName)));
                return _file!;
            }
        }
    }

    /// <summary>Reads a page; false if its bytes are not those that its hash speaks of.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public bool TryRead(in PageEntry entry, Span<byte> destination) => PageContent.TryRead(File, entry, destination);

    /// <summary>Whether a page is there as a whole, so that its length may size an allocation.</summary>
    /// <exception cref="IOException">The file can't be opened.</exception>
    public bool Holds(in PageEntry entry) => PageContent.IsWhole(File, entry);

    /// <summary>Closes the file for now; nobody may be reading.</summary>
    public void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    public void Dispose() => _file?.Dispose();
}
