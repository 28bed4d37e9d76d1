using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>The cells that one Arrow column holds.</summary>
internal sealed class ArrowCellColumn : ICellColumn
{
    private readonly ArrowArray _column;
    private readonly Func<int, CellValue> _read;

    private ArrowCellColumn(ArrowArray column, Func<int, CellValue> read)
    {
        _column = column;
        _read = read;
    }

    /// <summary>Opens a column of a batch by the kind that its metadata names.</summary>
    /// <exception cref="StoreException">The kind is unknown, or the Arrow type is not that of the kind.</exception>
    public static ICellColumn Open(RecordBatch batch, int column)
    {
        var field = batch.Schema.Fields[column];
        var array = batch.Columns[column];
        string? kind = field.Metadata.Find(ColumnRole.KindKey);
        return new ArrowCellColumn(array, Reader(kind, field, array) ?? throw new StoreException($"The column \"{field.Name}\" is {array.Type}, which no {kind} is."));
    }

    public bool TryGet(int row, out CellValue value)
    {
        bool present = !_column.IsNull(row);
        value = present ? _read(row) : CellValue.Null;
        return present;
    }

    private static Func<int, CellValue>? Reader(string? kind, Field field, ArrowArray array) => (kind, array) switch
    {
        (nameof(CellKind.Null), BooleanArray) => _ => CellValue.Null,
        (nameof(CellKind.Boolean), BooleanArray truths) => row => CellValue.Of(truths[row]),
        (nameof(CellKind.Int64), PrimitiveArray<long> numbers) => row => CellValue.Of(numbers[row]),
        (nameof(CellKind.Float64), PrimitiveArray<double> numbers) => row => CellValue.Of(numbers[row]),
        (nameof(CellKind.Timestamp), PrimitiveArray<long> times) => row => CellValue.OfMicroseconds(times[row]),
        (nameof(CellKind.String), DictionaryArray texts) => row => CellValue.Of(texts.GetString(row)!),
        (nameof(CellKind.Json), BinaryArray texts) => row => CellValue.OfJson(texts.GetString(row)!),
        (nameof(CellKind.Binary), BinaryArray bytes) => row => CellValue.Of(bytes[row].ToArray()),
        (nameof(CellKind.Tensor), _) => TensorColumn.TryOpen(field, array) is { } tensors ? row => CellValue.Of(tensors[row]!) : null,
        _ => null,
    };
}
