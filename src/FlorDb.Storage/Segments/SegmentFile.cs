using System.Collections.Immutable;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Arrow.Ipc;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Segments;

/// <summary>Writes and opens segment files. Safe to use from several threads.</summary>
internal sealed class SegmentFile(IStoreFileSystem files, StoreLayout layout, SegmentInfo info)
{
    /// <summary>A file of that size or less is read at once: a second look at the disk would cost more than the bytes.</summary>
    private const int SmallFileBytes = 64 << 10;

    private readonly WeakReference<ArrowFooter?> _footer = new(null);

    public SegmentInfo Info => info;

    /// <summary>Writes a segment under its name; the folder's entry is not durable yet.</summary>
    public static SegmentInfo Write(
        IStoreFileSystem files, StoreLayout layout, string name, SegmentKind kind, LoopPath path, ArrowTable table,
        ImmutableArray<LoggedName> names, ImmutableArray<RunRows> runs)
    {
        using var writer = new SegmentWriter(files, layout.Segment(name), table.Schema);
        foreach (var batch in table.Batches) writer.Write(batch, 0, batch.RowCount);
        return writer.Finish(kind, path, names, runs);
    }

    /// <summary>Opens the segment. Its footer is compared with the checksum in the manifest; what is read later is compared with those in the footer.</summary>
    /// <exception cref="StoreException">The file is missing or damaged; the message names it.</exception>
    public SegmentReader Open()
    {
        IStoreFile? file = null;
        try
        {
            file = files.OpenForReading(layout.Segment(info.FileName));
            if (file.Length != info.Bytes) throw Damaged($"it has {file.Length} bytes instead of {info.Bytes}");
            var source = new SegmentSource(file, info.Bytes, ReadEnd(file));
            if (!_footer.TryGetTarget(out var footer)) _footer.SetTarget(footer = ReadFooter(source));
            return new SegmentReader(info, file, new ArrowFileReader(source, footer));
        }
        catch (Exception failure)
        {
            file?.Dispose();
            throw failure switch
            {
                ArrowFormatException => Damaged(failure.Message.TrimEnd('.'), failure),
                IOException or UnauthorizedAccessException => new StoreException($"segments/{info.FileName} can't be read: {failure.Message}", failure),
                _ => failure,
            };
        }
    }

    /// <summary>Reads the items that all batches hold.</summary>
    /// <exception cref="StoreException">The file is missing or damaged; the message names it.</exception>
    public IReadOnlyList<T> Read<T>(Func<RecordBatch, IEnumerable<T>> decode)
    {
        using var reader = Open();
        try
        {
            return [.. Enumerable.Range(0, reader.BatchCount).SelectMany(batch => decode(reader.Read(batch)))];
        }
        catch (Exception failure) when (failure is ArrowFormatException or InvalidDataException or FormatException or ArgumentException)
        {
            throw Damaged(failure.Message.TrimEnd('.'), failure);
        }
    }

    /// <summary>Whoever reads or merges segments relies on it that they have dictionaries of text or bytes alone.</summary>
    private static ArrowFooter ReadFooter(ByteSource source)
    {
        var footer = ArrowFooter.Read(source);
        foreach (var field in DictionaryFields.Of(footer.Schema.Schema.Fields))
            if (field.Type is not DictionaryType { Index: var index, Value: BinaryType } || index != ArrowType.Int32)
                throw new ArrowFormatException($"The column \"{field.Name}\" is {field.Type}, which no segment holds.");
        return footer;
    }

    private ReadOnlyMemory<byte> ReadEnd(IStoreFile file)
    {
        bool isWhole = info.Footer is null || info.Bytes <= SmallFileBytes;
        long length = isWhole ? info.Bytes : info.Footer!.Bytes;
        if (length > Array.MaxLength) throw Damaged("its end is said to be larger than memory");
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        if (file.Read(info.Bytes - length, bytes) < length) throw Damaged("it has become shorter while it was read");
        var checkedPart = info.Footer is { } footer ? bytes.AsSpan(bytes.Length - (int)footer.Bytes) : bytes;
        return XxHash3.Hash(checkedPart) == (info.Footer?.Hash ?? info.Hash) ? bytes : throw Damaged($"the checksum of its last {checkedPart.Length} bytes is not the one that the manifest holds");
    }

    private StoreException Damaged(string what, Exception? cause = null)
    {
        string message = $"segments/{info.FileName} is damaged: {what}.";
        return cause is null ? new StoreException(message) : new StoreException(message, cause);
    }
}
