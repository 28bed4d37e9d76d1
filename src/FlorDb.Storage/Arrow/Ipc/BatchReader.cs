using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Reads the wanted columns of a record batch; the buffers of others are not touched.</summary>
internal static class BatchReader
{
    private const long BytesForSeveralThreads = 1 << 20;

    public static RecordBatch Read(
        BatchHeader header, MessageBody body, DecodedSchema decoded, Func<int, string, ArrowArray> dictionaries, IReadOnlyList<int>? wanted)
    {
        var columns = wanted ?? [.. Enumerable.Range(0, decoded.Schema.Fields.Length)];
        var schema = wanted is null ? decoded.Schema : decoded.Schema.Select(columns);
        var total = decoded.Places[^1];
        if (header.Nodes.Length < total.Node || header.Buffers.Length < total.Buffer)
            throw new ArrowFormatException($"{header.Where} has {header.Nodes.Length} arrays and {header.Buffers.Length} buffers; its schema needs {total.Node} and {total.Buffer}.");
        var arrays = new ArrowArray[columns.Count];
        if (header.IsCompressed && header.BodyLength >= BytesForSeveralThreads) ForEach(columns.Count, Decode);
        else for (var i = 0; i < arrays.Length; i++) Decode(i);
        return new RecordBatch(schema, ImmutableArray.Create(arrays), header.RowCount);

        void Decode(int i) => arrays[i] =
            new ArrayDecoder(header, body, decoded.Places[columns[i]], position => dictionaries(position, header.Where)).Decode(schema.Fields[i]);
    }

    private static void ForEach(int count, Action<int> decode)
    {
        try
        {
            Parallel.For(0, count, decode);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
