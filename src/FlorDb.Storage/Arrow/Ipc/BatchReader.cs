using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Reads the wanted columns of a record batch; the buffers of others are not touched.</summary>
internal static class BatchReader
{
    public static RecordBatch Read(
        BatchHeader header, ByteSource source, long body, DecodedSchema decoded, Func<int, string, ArrowArray> dictionaries, IReadOnlyList<int>? wanted)
    {
        var columns = wanted ?? [.. Enumerable.Range(0, decoded.Schema.Fields.Length)];
        var schema = wanted is null ? decoded.Schema : decoded.Schema.Select(columns);
        var total = decoded.Places[^1];
        if (header.Nodes.Length < total.Node || header.Buffers.Length < total.Buffer)
            throw new ArrowFormatException($"{header.Where} has {header.Nodes.Length} arrays and {header.Buffers.Length} buffers; its schema needs {total.Node} and {total.Buffer}.");
        var arrays = columns.Select((column, i) =>
            new ArrayDecoder(header, source, body, decoded.Places[column], position => dictionaries(position, header.Where)).Decode(schema.Fields[i]));
        return new RecordBatch(schema, arrays.ToImmutableArray(), header.RowCount);
    }
}
