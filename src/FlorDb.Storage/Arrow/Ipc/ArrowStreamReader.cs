using FlorDb.Storage.Arrow.Ipc;

namespace FlorDb.Storage.Arrow;

/// <summary>
/// Reads an Arrow IPC stream from front to back. All that is read is checked, so damage leads to an <see cref="ArrowFormatException"/> and
/// never further. Not for use by several threads at once.
/// </summary>
public sealed class ArrowStreamReader
{
    private readonly ForwardSource _source;
    private readonly DecodedSchema _schema;
    private readonly DictionaryStore _dictionaries;
    private bool _ended;

    private ArrowStreamReader(ForwardSource source)
    {
        _source = source;
        var metadata = NextMetadata() ?? throw new ArrowFormatException("The Arrow stream is empty: it has no schema.");
        _schema = Message.Parse(metadata, Where(metadata)).Schema();
        _dictionaries = new DictionaryStore(_schema);
    }

    /// <summary>The columns.</summary>
    public Schema Schema => _schema.Schema;

    /// <summary>Opens a stream that lies in memory. Arrays refer to that memory, so it must not change as long as one is in use.</summary>
    /// <exception cref="ArrowFormatException">The bytes are not an Arrow stream, or its schema is damaged.</exception>
    public static ArrowStreamReader Open(ReadOnlyMemory<byte> stream) => new(new ForwardMemory(stream));

    /// <summary>Opens a stream at its position. It stays the caller's.</summary>
    /// <exception cref="ArrowFormatException">The bytes are not an Arrow stream, or its schema is damaged.</exception>
    public static ArrowStreamReader Open(Stream stream) => new(new ForwardStream(stream));

    /// <summary>Reads the next batch.</summary>
    /// <param name="columns">The positions of the columns that are wanted, in the order wanted; null for all.</param>
    /// <returns>The batch; null at the end of the stream.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="ArrowFormatException">The stream is damaged or cut off: the message says where.</exception>
    public RecordBatch? Next(IReadOnlyList<int>? columns = null)
    {
        while (NextMetadata() is { } metadata)
        {
            var where = Where(metadata);
            var message = Message.Parse(metadata, where);
            var body = TakeBody(message.BodyLength, where);
            if (message.Kind == MessageKind.RecordBatch) return BatchReader.Read(message.RecordBatch(), body, _schema, _dictionaries.Get, columns);
            var (id, isDelta, header) = message.DictionaryBatch();
            _dictionaries.Add(id, isDelta, header, body);
        }

        return null;
    }

    private ReadOnlyMemory<byte>? NextMetadata()
    {
        if (_ended) return null;
        var where = $"the message at byte {_source.Position}";
        var prefix = _source.Take(MessageFrame.PrefixBytes);
        _ended = prefix.IsEmpty;
        if (_ended) return null;
        if (prefix.Length < MessageFrame.PrefixBytes) throw CutOff(where);
        var length = MessageFrame.MetadataLength(prefix.Span, where);
        _ended = length == 0;
        if (_ended) return null;
        if (length < 0) throw new ArrowFormatException($"The Arrow stream is damaged: {where} has metadata of negative length.");
        var metadata = _source.Take(length);
        return metadata.Length == length ? metadata : throw CutOff(where);
    }

    private MessageBody TakeBody(long length, string where)
    {
        if (length > Array.MaxLength) throw new ArrowFormatException($"The Arrow stream can't be read: {where} has a body of {length} bytes, more than 2 GiB.");
        var body = _source.Take((int)length);
        return body.Length == length ? new MessageBody(new MemorySource(body), 0) : throw CutOff(where);
    }

    private string Where(ReadOnlyMemory<byte>? metadata) =>
        $"the message at byte {_source.Position - MessageFrame.PrefixBytes - (metadata?.Length ?? 0)}";

    private static ArrowFormatException CutOff(string where) => new($"The Arrow stream is cut off in {where}.");
}
