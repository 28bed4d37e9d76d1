using FlorDb.Storage;
using FlorDb.Storage.Arrow;

namespace FlorDb.Query.Formats;

/// <summary>Turns the rows of a result into Arrow columns.</summary>
internal static class ResultBatches
{
    private const int RowsPerBatch = 65_536;

    public static IEnumerable<RecordBatch> Read(QueryResult result)
    {
        Func<ArrowColumn>[] columns = [.. result.Columns.Select((column, slot) => ColumnMaker(column, result.Rows.Select(row => row.Span[slot])))];
        for (var first = 0; first == 0 || first < result.Rows.Count; first += RowsPerBatch)
        {
            var count = Math.Min(RowsPerBatch, result.Rows.Count - first);
            ArrowColumn[] batch = [.. columns.Select(start => start())];
            for (var row = first; row < first + count; row++)
                for (var slot = 0; slot < batch.Length; slot++) batch[slot].Append(result.Rows[row].Span[slot]);
            yield return new RecordBatch(new Schema([.. batch.Select(column => column.Field)]), [.. batch.Select(column => column.Build())], count);
        }
    }

    // All batches of a file share one schema, so what depends on the values is found out over all rows.
    private static Func<ArrowColumn> ColumnMaker(QueryColumn column, IEnumerable<CellValue> values)
    {
        if (column.Kind != CellKind.Tensor) return () => ArrowColumn.Of(column.Name, column.Kind);
        var tensors = values.Where(value => !value.IsNull).Select(value => value.AsTensor()).ToList();
        var ranks = tensors.Select(tensor => tensor.Shape.Length).Distinct().Count();
        if (tensors.Count == 0) return () => ArrowColumn.Of(column.Name, CellKind.Null);
        if (column.ElementType is not { } elementType || ranks > 1) return () => ArrowColumn.TensorsAsJson(column.Name);
        return () => ArrowColumn.OfTensors(column.Name, elementType, [.. tensors.Select(tensor => tensor.Shape)]);
    }
}
