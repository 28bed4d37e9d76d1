using System.Buffers.Binary;
using System.Collections.Immutable;
using FlorDb.Storage.Arrow.FlatBuffers;
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
    private readonly DecodedSchema _schema;
    private readonly ImmutableArray<Block> _batches;
    private readonly Lazy<DictionaryStore> _dictionaries;

    private ArrowFileReader(ByteSource source)
    {
        _source = source;
        var footer = ReadFooter(source, out var end);
        const string where = "the footer";
        _schema = new SchemaDecoder(where).Decode(footer.GetTable(FlatIds.Footer.Schema, "schema"));
        FooterMetadata = SchemaDecoder.DecodeMetadata(footer.GetVector(FlatIds.Footer.Metadata, sizeof(int)));
        _batches = ReadBlocks(footer.GetVector(FlatIds.Footer.RecordBatches, FlatIds.Footer.BlockBytes), end);
        var dictionaries = ReadBlocks(footer.GetVector(FlatIds.Footer.Dictionaries, FlatIds.Footer.BlockBytes), end);
        _dictionaries = new Lazy<DictionaryStore>(() => ReadDictionaries(dictionaries));
    }

    /// <summary>The columns.</summary>
    public Schema Schema => _schema.Schema;

    /// <summary>The notes for programs that stand in the footer.</summary>
    public KeyValueMetadata FooterMetadata { get; }

    /// <summary>The number of record batches.</summary>
    public int BatchCount => _batches.Length;

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
        var block = _batches[batch];
        return BatchReader.Read(header, _source, block.Offset + block.MetadataLength, _schema, (position, where) => _dictionaries.Value.Get(position, where), columns);
    }

    /// <summary>Reads all batches, one after the other.</summary>
    /// <param name="columns">The positions of the columns that are wanted, in the order wanted; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="ArrowFormatException">A batch is damaged: the message says where.</exception>
    public IEnumerable<RecordBatch> ReadAll(IReadOnlyList<int>? columns = null) => Enumerable.Range(0, BatchCount).Select(batch => Read(batch, columns));

    private BatchHeader ReadHeader(int batch)
    {
        if (batch < 0 || batch >= BatchCount) throw new ArgumentOutOfRangeException(nameof(batch), batch, $"The file has {BatchCount} batches.");
        return ReadMessage(_batches[batch], $"record batch {batch}").RecordBatch();
    }

    private Message ReadMessage(Block block, string where)
    {
        var message = MessageFrame.Parse(_source.Read(block.Offset, block.MetadataLength), where);
        return message.BodyLength <= block.BodyLength
            ? message
            : throw new ArrowFormatException($"{where} has a body of {message.BodyLength} bytes, but the footer says {block.BodyLength}.");
    }

    private DictionaryStore ReadDictionaries(ImmutableArray<Block> blocks)
    {
        var store = new DictionaryStore(_schema);
        for (var i = 0; i < blocks.Length; i++)
        {
            var (id, isDelta, header) = ReadMessage(blocks[i], $"dictionary batch {i}").DictionaryBatch();
            store.Add(id, isDelta, header, _source, blocks[i].Offset + blocks[i].MetadataLength);
        }

        return store;
    }

    private static FlatTable ReadFooter(ByteSource source, out long start)
    {
        var shortest = ArrowFileLayout.PaddedMagicBytes + ArrowFileLayout.TrailerBytes;
        if (source.Length < shortest) throw new ArrowFormatException($"This is not an Arrow file: it has {source.Length} bytes, fewer than {shortest}.");
        var trailerStart = source.Length - ArrowFileLayout.TrailerBytes;
        var trailer = source.Read(trailerStart, ArrowFileLayout.TrailerBytes).Span;
        if (!source.Read(0, ArrowFileLayout.MagicBytes).Span.SequenceEqual(ArrowFileLayout.Magic))
            throw new ArrowFormatException("This is not an Arrow file: it does not begin with ARROW1.");
        if (!trailer[ArrowFileLayout.FooterLengthBytes..].SequenceEqual(ArrowFileLayout.Magic))
            throw new ArrowFormatException("The Arrow file is cut off: it does not end with ARROW1.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(trailer);
        if (length <= 0 || length > trailerStart - ArrowFileLayout.PaddedMagicBytes)
            throw new ArrowFormatException($"The Arrow file is damaged: a footer of {length} bytes does not fit into {source.Length} bytes.");
        start = trailerStart - length;
        return new FlatSource(source.Read(start, length), "the footer").Root();
    }

    private static ImmutableArray<Block> ReadBlocks(FlatVector structs, long end)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>(structs.Count);
        for (var i = 0; i < structs.Count; i++)
        {
            var block = new Block(structs.Int64(i, 0), structs.Int32(i, sizeof(long)), structs.Int64(i, 2 * sizeof(long)));
            if (block.Offset < 0 || block.MetadataLength < 0 || block.BodyLength < 0
                || block.Offset > end || block.MetadataLength > end - block.Offset || block.BodyLength > end - block.Offset - block.MetadataLength)
                throw new ArrowFormatException($"The Arrow file is damaged: block {i} of its footer ({block}) lies outside of the file's messages.");
            blocks.Add(block);
        }

        return blocks.MoveToImmutable();
    }
}
