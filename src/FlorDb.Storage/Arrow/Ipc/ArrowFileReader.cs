using FlorDb.Storage.Arrow.Ipc;

namespace FlorDb.Storage.Arrow;

/// <summary>
/// Reads an Arrow IPC file. Only the footer is read when a file is opened; a batch is read when it is asked for, and only the buffers of the
/// columns that are wanted. All that is read is checked, so damage leads to an <see cref="ArrowFormatException"/> and never further.
/// Any number of threads may use one reader.
/// </summary>
public sealed class ArrowFileReader
{
    private readonly ByteSource _source;
    private readonly ArrowFooter _footer;
    private readonly FileDictionaries _dictionaries;

    internal ArrowFileReader(ByteSource source, ArrowFooter footer)
    {
        _source = source;
        _footer = footer;
        _dictionaries = new FileDictionaries(footer.Schema, footer.Dictionaries.Length, ReadDictionary);
    }

    private ArrowFileReader(ByteSource source)
        : this(source, ArrowFooter.Read(source))
    {
    }

    /// <summary>The columns.</summary>
    public Schema Schema => _footer.Schema.Schema;

    /// <summary>The notes for programs that stand in the footer.</summary>
    public KeyValueMetadata FooterMetadata => _footer.Metadata;

    /// <summary>The number of record batches.</summary>
    public int BatchCount => _footer.Batches.Length;

    /// <summary>Opens a file that lies in memory. Arrays refer to that memory, so it must not change as long as one is in use.</summary>
    /// <exception cref="ArrowFormatException">The bytes are not an Arrow file, or its footer is damaged.</exception>
    public static ArrowFileReader Open(ReadOnlyMemory<byte> file) => new(new MemorySource(file));

    /// <summary>Opens a file from the stream's position to its end. The stream stays the caller's, and must stay open as long as the reader is in use.</summary>
    /// <exception cref="ArgumentException">The stream can't seek.</exception>
    /// <exception cref="ArrowFormatException">The bytes are not an Arrow file, or its footer is damaged.</exception>
    public static ArrowFileReader Open(Stream stream) => stream.CanSeek
        ? new ArrowFileReader(new StreamSource(stream))
        : throw new ArgumentException("An Arrow file is read back from its end, so the stream must be able to seek.", nameof(stream));

    /// <summary>The number of rows of a batch, without reading it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    /// <exception cref="ArrowFormatException">The batch's metadata is damaged.</exception>
    public int RowCount(int batch) => ReadHeader(batch).RowCount;

    /// <summary>Reads a batch.</summary>
    /// <param name="batch">Which one, from 0 to <see cref="BatchCount"/> - 1.</param>
    /// <param name="columns">The positions of the columns that are wanted, in the order wanted; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch or column.</exception>
    /// <exception cref="ArrowFormatException">The batch is damaged: the message says where.</exception>
    public RecordBatch Read(int batch, IReadOnlyList<int>? columns = null)
    {
        var header = ReadHeader(batch);
        return BatchReader.Read(header, BodyOf(_footer.Batches[batch], _footer.Checksums?.OfBatch(batch)), _footer.Schema, _dictionaries.Get, columns);
    }

    /// <summary>Reads all batches, one after the other.</summary>
    /// <param name="columns">The positions of the columns that are wanted, in the order wanted; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="ArrowFormatException">A batch is damaged: the message says where.</exception>
    public IEnumerable<RecordBatch> ReadAll(IReadOnlyList<int>? columns = null) => Enumerable.Range(0, BatchCount).Select(batch => Read(batch, columns));

    private BatchHeader ReadHeader(int batch)
    {
        if (batch < 0 || batch >= BatchCount) throw new ArgumentOutOfRangeException(nameof(batch), batch, $"The file has {BatchCount} batches.");
        return ReadMessage(_footer.Batches[batch], _footer.Checksums?.OfBatch(batch), $"record batch {batch}").RecordBatch();
    }

    private DictionaryMessage ReadDictionary(int dictionary)
    {
        var (block, checksums) = (_footer.Dictionaries[dictionary], _footer.Checksums?.OfDictionary(dictionary));
        var (id, isDelta, header) = ReadMessage(block, checksums, $"dictionary batch {dictionary}").DictionaryBatch();
        return new DictionaryMessage(id, isDelta, header, BodyOf(block, checksums));
    }

    private MessageBody BodyOf(Block block, MessageChecksums? checksums) => new(_source, block.Offset + block.MetadataLength, checksums);

    private Message ReadMessage(Block block, MessageChecksums? checksums, string where)
    {
        var framed = _source.Read(block.Offset, block.MetadataLength);
        if (checksums?.MatchesMetadata(framed.Span) == false)
            throw new ArrowFormatException($"The metadata of {where}, {framed.Length} bytes at byte {block.Offset} of the file, does not match its checksum.");
        var message = MessageFrame.Parse(framed, where);
        return message.BodyLength <= block.BodyLength
            ? message
            : throw new ArrowFormatException($"{where} has a body of {message.BodyLength} bytes, but the footer says {block.BodyLength}.");
    }
}
