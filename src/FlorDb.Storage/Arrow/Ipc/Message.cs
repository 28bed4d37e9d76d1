using FlorDb.Storage.Arrow.FlatBuffers;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>The metadata of a message that was read: what it carries, and how long its body is.</summary>
internal readonly ref struct Message
{
    private readonly FlatTable _header;
    private readonly string _where;

    private Message(MessageKind kind, FlatTable header, long bodyLength, string where)
    {
        Kind = kind;
        _header = header;
        BodyLength = bodyLength;
        _where = where;
    }

    public MessageKind Kind { get; }

    public long BodyLength { get; }

    public static Message Parse(ReadOnlyMemory<byte> metadata, string where)
    {
        var table = new FlatSource(metadata, where).Root();
        var version = table.GetInt16(FlatIds.Message.Version);
        if (version is not (FlatIds.VersionV4 or FlatIds.VersionV5))
            throw new ArrowFormatException($"{where} has Arrow metadata version {version + 1}; versions 4 and 5 can be read.");
        var kind = (MessageKind)table.GetByte(FlatIds.Message.HeaderType);
        var bodyLength = table.GetInt64(FlatIds.Message.BodyLength);
        if (bodyLength < 0) throw new ArrowFormatException($"{where} has a body of negative length.");
        return new Message(kind, table.GetTable(FlatIds.Message.Header, "header"), bodyLength, where);
    }

    public DecodedSchema Schema() => new SchemaDecoder(_where).Decode(Expect(MessageKind.Schema));

    public BatchHeader RecordBatch() => BatchHeader.Parse(Expect(MessageKind.RecordBatch), BodyLength, _where);

    public (long Id, bool IsDelta, BatchHeader Batch) DictionaryBatch()
    {
        var table = Expect(MessageKind.DictionaryBatch);
        var batch = BatchHeader.Parse(table.GetTable(FlatIds.DictionaryBatch.Data, "data"), BodyLength, _where);
        return (table.GetInt64(FlatIds.DictionaryBatch.Id), table.GetBoolean(FlatIds.DictionaryBatch.IsDelta), batch);
    }

    private FlatTable Expect(MessageKind kind) => Kind == kind
        ? _header
        : throw new ArrowFormatException($"{_where} is of the kind {Kind}, where {kind} was expected.");
}
