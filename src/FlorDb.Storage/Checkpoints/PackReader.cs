using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Reads one pack, which may still grow.</summary>
internal sealed class PackReader(PackId id, IStoreFile file) : IDisposable
{
    private long _scanned = PackLayout.FileHeaderBytes;

    public PackId Id => id;

    /// <summary>The pages behind those that were found before, up to the first place that is none.</summary>
    public IEnumerable<(PageHash Hash, PageLocation Location)> ScanFurther()
    {
        long length = file.Length;
        var bytes = new byte[PackLayout.PageHeaderBytes];
        while (_scanned + PackLayout.PageHeaderBytes <= length)
        {
            int read = file.Read(_scanned, bytes);
            if (!PageHeader.TryRead(bytes.AsSpan(0, read), out var header) || _scanned + header.FrameBytes > length) yield break;
            yield return (header.Hash, new PageLocation(this, _scanned + PackLayout.PageHeaderBytes, header.Length, header.Codec));
            _scanned += header.FrameBytes;
        }
    }

    /// <summary>Reads a page's bytes; false if the file is too short or the codec is unknown.</summary>
    public bool TryRead(PageLocation location, Span<byte> destination) =>
        location.Codec == PageCodec.None && file.Read(location.Offset, destination) == destination.Length;

    public void Dispose() => file.Dispose();
}
