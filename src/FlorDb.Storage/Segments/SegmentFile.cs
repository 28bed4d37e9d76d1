using System.Collections.Immutable;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Segments;

/// <summary>Writes and reads segment files.</summary>
internal sealed class SegmentFile(IStoreFileSystem files, StoreLayout layout, SegmentInfo info)
{
    private readonly WeakReference<ArrowFileReader?> _reader = new(null);

    public SegmentInfo Info => info;

    /// <summary>Writes a segment under its name; the folder's entry is not durable yet.</summary>
    public static SegmentInfo Write(
        IStoreFileSystem files, StoreLayout layout, string name, SegmentKind kind, LoopPath path, ArrowTable table,
        ImmutableArray<LoggedName> names, ImmutableArray<RunRows> runs)
    {
        using var stream = new MemoryStream();
        var writer = new ArrowFileWriter(stream, table.Schema);
        foreach (var batch in table.Batches) writer.Write(batch);
        writer.Finish(KeyValueMetadata.Of((SegmentMetadata.ZonesKey, ZoneMap.Describe(table))));
        var bytes = stream.GetBuffer().AsSpan(0, (int)stream.Length);
        AtomicFile.Place(files, layout.Segment(name), bytes);
        return new SegmentInfo(name, kind, path, bytes.Length, XxHash3.Hash(bytes), names, runs);
    }

    /// <summary>Opens the segment; its bytes are compared with the checksum in the manifest first.</summary>
    /// <exception cref="StoreException">The file is missing or damaged; the message names it.</exception>
    public ArrowFileReader Open()
    {
        if (_reader.TryGetTarget(out var known)) return known;
        var bytes = ReadChecked();
        try
        {
            var reader = ArrowFileReader.Open(bytes);
            _reader.SetTarget(reader);
            return reader;
        }
        catch (ArrowFormatException failure)
        {
            throw new StoreException($"segments/{info.FileName} is damaged: {failure.Message}", failure);
        }
    }

    /// <summary>Reads the items that all batches hold.</summary>
    /// <exception cref="StoreException">The file is missing or damaged; the message names it.</exception>
    public IReadOnlyList<T> Read<T>(Func<RecordBatch, IEnumerable<T>> decode)
    {
        var reader = Open();
        try
        {
            return [.. reader.ReadAll().SelectMany(decode)];
        }
        catch (Exception failure) when (failure is ArrowFormatException or InvalidDataException or FormatException or ArgumentException)
        {
            throw new StoreException($"segments/{info.FileName} is damaged: {failure.Message}", failure);
        }
    }

    private byte[] ReadChecked()
    {
        try
        {
            using var file = files.OpenForReading(layout.Segment(info.FileName));
            if (file.Length != info.Bytes)
                throw new StoreException($"segments/{info.FileName} is damaged: it has {file.Length} bytes instead of {info.Bytes}.");
            var bytes = new byte[file.Length];
            if (file.Read(0, bytes) == bytes.Length && XxHash3.Hash(bytes) == info.Hash) return bytes;
            throw new StoreException($"segments/{info.FileName} is damaged: its checksum is not the one that the manifest holds.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"segments/{info.FileName} can't be read: {failure.Message}", failure);
        }
    }
}
