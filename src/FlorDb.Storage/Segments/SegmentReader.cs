using FlorDb.Storage.Arrow;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Segments;

/// <summary>An open segment. Batches that were read stay valid when it is closed.</summary>
internal sealed class SegmentReader(SegmentInfo info, IStoreFile file, ArrowFileReader arrow) : IDisposable
{
    public SegmentInfo Info => info;

    public Schema Schema => arrow.Schema;

    public int BatchCount => arrow.BatchCount;

    /// <summary>What the footer tells of the batches; null for a file of version 1.</summary>
    /// <exception cref="StoreException">The footer lacks it, or it does not fit the file.</exception>
    public ZoneMap? ReadZones()
    {
        if (info.Footer is null) return null;
        return ZoneMap.TryParse(arrow.FooterMetadata.Find(SegmentMetadata.ZonesKey), arrow.BatchCount)
            ?? throw new StoreException($"segments/{info.FileName} is damaged: its footer does not tell the lengths of its batches.");
    }

    /// <summary>Reads the wanted columns of a batch; all without a list.</summary>
    /// <exception cref="StoreException">The batch is damaged; the message says where.</exception>
    public RecordBatch Read(int batch, IReadOnlyList<int>? columns = null)
    {
        try
        {
            return arrow.Read(batch, columns);
        }
        catch (Exception failure) when (failure is ArrowFormatException or ArgumentOutOfRangeException)
        {
            throw new StoreException($"segments/{info.FileName} is damaged: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"segments/{info.FileName} can't be read: {failure.Message}", failure);
        }
    }

    public void Dispose() => file.Dispose();
}
