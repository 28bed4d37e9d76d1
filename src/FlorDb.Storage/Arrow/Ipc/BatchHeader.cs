using FlorDb.Storage.Arrow.FlatBuffers;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>The metadata of a record batch: lengths of its arrays, places of its buffers. Buffers lie inside of the body; nothing else has been checked.</summary>
internal sealed class BatchHeader
{
    /// <summary>What some writers give instead of the number of nulls.</summary>
    public const int UnknownNullCount = -1;

    private BatchHeader(string where, long bodyLength, int rowCount)
    {
        Where = where;
        BodyLength = bodyLength;
        RowCount = rowCount;
    }

    /// <summary>Which batch it is, for messages.</summary>
    public string Where { get; }

    public long BodyLength { get; }

    public int RowCount { get; }

    public required (int Length, int NullCount)[] Nodes { get; init; }

    public required (long Offset, long Length)[] Buffers { get; init; }

    /// <summary>Whether the buffers are compressed by zstd, each for itself.</summary>
    public required bool IsCompressed { get; init; }

    public static BatchHeader Parse(FlatTable table, long bodyLength, string where)
    {
        var nodes = table.GetVector(FlatIds.RecordBatch.Nodes, FlatIds.RecordBatch.StructBytes);
        var buffers = table.GetVector(FlatIds.RecordBatch.Buffers, FlatIds.RecordBatch.StructBytes);
        return new BatchHeader(where, bodyLength, Count(table.GetInt64(FlatIds.RecordBatch.Length), where))
        {
            Nodes = ParseNodes(nodes, where),
            Buffers = ParseBuffers(buffers, bodyLength, where),
            IsCompressed = ParseCompression(table, where),
        };
    }

    private static bool ParseCompression(FlatTable batch, string where)
    {
        if (!batch.Has(FlatIds.RecordBatch.Compression)) return false;
        var compression = batch.GetTable(FlatIds.RecordBatch.Compression, "compression");
        var (codec, method) = (compression.GetByte(FlatIds.BodyCompression.Codec), compression.GetByte(FlatIds.BodyCompression.Method));
        if (method == FlatIds.BodyCompression.ByBuffer && codec == FlatIds.BodyCompression.Zstd) return true;
        var name = codec == FlatIds.BodyCompression.Lz4Frame ? "LZ4" : $"codec {codec}, method {method}";
        throw new ArrowFormatException($"{where} is compressed by {name}; zstd can be read: write the file with zstd, or without compression.");
    }

    private static (int Length, int NullCount)[] ParseNodes(FlatVector structs, string where)
    {
        var nodes = new (int, int)[structs.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            var nullCount = structs.Int64(i, sizeof(long));
            nodes[i] = (Count(structs.Int64(i, 0), where), nullCount == UnknownNullCount ? UnknownNullCount : Count(nullCount, where));
        }

        return nodes;
    }

    private static (long Offset, long Length)[] ParseBuffers(FlatVector structs, long bodyLength, string where)
    {
        var buffers = new (long, long)[structs.Count];
        for (var i = 0; i < buffers.Length; i++)
        {
            var (offset, length) = (structs.Int64(i, 0), structs.Int64(i, sizeof(long)));
            if (offset < 0 || length < 0 || offset > bodyLength || length > bodyLength - offset)
                throw new ArrowFormatException($"Buffer {i} of {where} lies outside of its body of {bodyLength} bytes.");
            buffers[i] = (offset, length);
        }

        return buffers;
    }

    private static int Count(long value, string where) => value is >= 0 and <= int.MaxValue - sizeof(long)
        ? (int)value
        : throw new ArrowFormatException($"{where} has an array of {value} values; 0 to {int.MaxValue - sizeof(long)} can be read.");
}
