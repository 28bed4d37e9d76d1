using FlorDb.Storage.Io;

namespace FlorDb.Storage.Wal;

/// <summary>A WAL file that was opened for reading: it stays readable when it is sealed and deleted meanwhile.</summary>
internal sealed class OpenWal : IDisposable
{
    private readonly IStoreFile _file;
    private readonly IMappedRegion _region;

    private OpenWal(WalId id, IStoreFile file)
    {
        Id = id;
        _file = file;
        _region = file.Map(MapAccess.Read);
    }

    public WalId Id { get; }

    public ReadOnlySpan<byte> Bytes => _region.Span;

    /// <summary>Opens a file; null if it is gone.</summary>
    public static OpenWal? TryOpen(IStoreFileSystem files, string path, WalId id)
    {
        try
        {
            return new OpenWal(id, files.OpenForReading(path));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _region.Dispose();
        _file.Dispose();
    }
}
