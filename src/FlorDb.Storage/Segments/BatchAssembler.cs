using System.Collections.Immutable;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Regroups rows into batches that are large enough to compress and to skip well, and small enough to hold several of in memory.</summary>
internal sealed class BatchAssembler(Schema schema)
{
    public const int LargestRows = 1 << 16;
    public const long LargestBytes = 8 << 20;

    private readonly ArrayBuilder[] _columns = [.. schema.Fields.Select(field => ArrayBuilder.Create(field.Type))];
    private int _rows;
    private long _bytes;

    /// <summary>Adds rows of a batch with the same columns; gives the batches that are full.</summary>
    public IEnumerable<RecordBatch> Add(RecordBatch batch, int start, int count)
    {
        while (count > 0)
        {
            int rows = RecordBatchSize.RowsWithin(batch, start, Math.Min(count, LargestRows), LargestBytes);
            long bytes = RecordBatchSize.Of(batch, start, rows);
            if (_rows > 0 && (_rows + rows > LargestRows || _bytes + bytes > LargestBytes)) yield return Take()!;
            if (_rows == 0 && (rows > LargestRows / 2 || bytes > LargestBytes / 2)) yield return Slice(batch, start, rows);
            else Append(batch, start, rows, bytes);
            (start, count) = (start + rows, count - rows);
        }
    }

    /// <summary>The batch that is not full yet; null if there are no rows.</summary>
    public RecordBatch? Take()
    {
        if (_rows == 0) return null;
        var batch = new RecordBatch(schema, [.. _columns.Select(column => column.Build())], _rows);
        (_rows, _bytes) = (0, 0);
        return batch;
    }

    /// <summary>Some rows of a batch as a batch of their own.</summary>
    public static RecordBatch Slice(RecordBatch batch, int start, int count)
    {
        if (start == 0 && count == batch.RowCount) return batch;
        var columns = ImmutableArray.CreateBuilder<ArrowArray>(batch.Columns.Length);
        foreach (var column in batch.Columns) columns.Add(column.TryShare(start, count) ?? Copy(column, start, count));
        return new RecordBatch(batch.Schema, columns.MoveToImmutable(), count);
    }

    private static ArrowArray Copy(ArrowArray column, int start, int count)
    {
        var builder = ArrayBuilder.Create(column.Type);
        builder.Append(column, start, count);
        return builder.Build();
    }

    private void Append(RecordBatch batch, int start, int rows, long bytes)
    {
        for (int i = 0; i < _columns.Length; i++) _columns[i].Append(batch.Columns[i], start, rows);
        _rows += rows;
        _bytes += bytes;
    }
}
