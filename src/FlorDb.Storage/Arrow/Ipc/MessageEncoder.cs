using FlorDb.Storage.Arrow.FlatBuffers;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Writes the FlatBuffers metadata of messages and of the footer.</summary>
internal static class MessageEncoder
{
    public static ReadOnlyMemory<byte> Schema(Schema schema)
    {
        var buffer = new FlatBufferBuilder();
        return Message(buffer, MessageKind.Schema, new SchemaEncoder(buffer).Encode(schema), 0);
    }

    public static ReadOnlyMemory<byte> RecordBatch(BatchBody body)
    {
        var buffer = new FlatBufferBuilder();
        return Message(buffer, MessageKind.RecordBatch, EncodeBatch(buffer, body), body.Length);
    }

    public static ReadOnlyMemory<byte> DictionaryBatch(long id, BatchBody body)
    {
        var buffer = new FlatBufferBuilder();
        var data = EncodeBatch(buffer, body);
        var header = buffer.StartTable(FlatIds.DictionaryBatch.FieldCount)
            .Add(FlatIds.DictionaryBatch.Id, id)
            .AddReference(FlatIds.DictionaryBatch.Data, data)
            .End();
        return Message(buffer, MessageKind.DictionaryBatch, header, body.Length);
    }

    public static ReadOnlyMemory<byte> Footer(Schema schema, IEnumerable<Block> dictionaries, IEnumerable<Block> batches, KeyValueMetadata metadata)
    {
        var buffer = new FlatBufferBuilder();
        var encoder = new SchemaEncoder(buffer);
        var schemaTable = encoder.Encode(schema);
        var dictionaryBlocks = EncodeBlocks(buffer, dictionaries);
        var batchBlocks = EncodeBlocks(buffer, batches);
        var pairs = encoder.EncodeMetadata(metadata);
        var table = buffer.StartTable(FlatIds.Footer.FieldCount)
            .AddReference(FlatIds.Footer.Schema, schemaTable)
            .AddReference(FlatIds.Footer.Dictionaries, dictionaryBlocks)
            .AddReference(FlatIds.Footer.RecordBatches, batchBlocks)
            .Add(FlatIds.Footer.Version, FlatIds.VersionV5);
        if (pairs != 0) table.AddReference(FlatIds.Footer.Metadata, pairs);
        return buffer.Finish(table.End());
    }

    private static int EncodeBlocks(FlatBufferBuilder buffer, IEnumerable<Block> blocks) =>
        buffer.WriteStructs([.. blocks.SelectMany(block => new[] { block.Offset, block.MetadataLength, block.BodyLength })], FlatIds.Footer.BlockWords);

    private static int EncodeBatch(FlatBufferBuilder buffer, BatchBody body)
    {
        var buffers = buffer.WriteStructs(body.BufferWords, FlatIds.RecordBatch.StructWords);
        var nodes = buffer.WriteStructs(body.Layout.NodeWords, FlatIds.RecordBatch.StructWords);
        int compression = body.IsCompressed ? EncodeCompression(buffer) : 0;
        var table = buffer.StartTable(FlatIds.RecordBatch.FieldCount)
            .Add(FlatIds.RecordBatch.Length, (long)body.Layout.RowCount)
            .AddReference(FlatIds.RecordBatch.Nodes, nodes)
            .AddReference(FlatIds.RecordBatch.Buffers, buffers);
        if (compression != 0) table.AddReference(FlatIds.RecordBatch.Compression, compression);
        return table.End();
    }

    private static int EncodeCompression(FlatBufferBuilder buffer) => buffer.StartTable(FlatIds.BodyCompression.FieldCount)
        .AddByte(FlatIds.BodyCompression.Codec, FlatIds.BodyCompression.Zstd)
        .AddByte(FlatIds.BodyCompression.Method, FlatIds.BodyCompression.ByBuffer)
        .End();

    private static ReadOnlyMemory<byte> Message(FlatBufferBuilder buffer, MessageKind kind, int header, long bodyLength)
    {
        var message = buffer.StartTable(FlatIds.Message.FieldCount)
            .Add(FlatIds.Message.BodyLength, bodyLength)
            .AddReference(FlatIds.Message.Header, header)
            .Add(FlatIds.Message.Version, FlatIds.VersionV5)
            .AddByte(FlatIds.Message.HeaderType, (byte)kind)
            .End();
        return buffer.Finish(message);
    }
}
