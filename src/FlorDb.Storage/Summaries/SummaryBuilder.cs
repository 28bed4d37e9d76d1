using System.Numerics;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Summaries;

/// <summary>Sums rows up, column by column.</summary>
internal sealed class SummaryBuilder(LoopPath path)
{
    private readonly List<CellSummary> _parts = [];

    public IEnumerable<CellSummary> Summaries => CellSummary.Combine(_parts);

    /// <summary>Sums up what a part holds of some runs; of all without a set.</summary>
    public static IEnumerable<CellSummary> Of(ILoopTablePart part, IReadOnlySet<RunKey>? runs)
    {
        var builder = new SummaryBuilder(part.Path);
        foreach (var batch in part.Read(new LoopScan { Names = [.. part.Names.Select(name => name.Name)], Runs = runs }))
        {
            for (int start = 0, end; start < batch.RowCount; start = end)
            {
                var (run, replay) = (batch.Run(start), batch.Replay(start));
                for (end = start + 1; end < batch.RowCount && batch.Run(end) == run && batch.Replay(end) == replay;) end++;
                builder.Add(batch.Columns, start, end - start, new RunRows(run, replay, end - start));
            }
        }

        return builder.Summaries;
    }

    /// <summary>Adds all rows of a table.</summary>
    /// <param name="batches">The rows.</param>
    /// <param name="runs">Whose they are, one after the other.</param>
    public SummaryBuilder Add(IEnumerable<RecordBatch> batches, IReadOnlyList<RunRows> runs)
    {
        int next = 0;
        long left = runs.Count > 0 ? runs[0].RowCount : 0;
        foreach (var batch in batches)
        {
            for (int start = 0; start < batch.RowCount;)
            {
                while (left == 0) left = runs[++next].RowCount;
                int count = (int)Math.Min(left, batch.RowCount - start);
                Add(batch, start, count, runs[next]);
                (start, left) = (start + count, left - count);
            }
        }

        return this;
    }

    /// <summary>Adds rows of one run.</summary>
    public void Add(RecordBatch batch, int start, int count, RunRows owner)
    {
        foreach (var columns in ColumnsByName(batch.Schema))
        {
            CellSummary? sum = null;
            int lastRow = -1;
            foreach (int column in columns)
            {
                if (SumUp(batch, column, start, count, owner) is not var (part, row)) continue;
                sum = sum is null ? part : row > lastRow ? sum.With(part) : part.With(sum);
                lastRow = Math.Max(lastRow, row);
            }

            if (sum is not null) _parts.Add(sum);
        }
    }

    private static IEnumerable<IEnumerable<int>> ColumnsByName(Schema schema) =>
        Enumerable.Range(0, schema.Fields.Length)
            .Where(column => RoleOf(schema.Fields[column]) is ColumnRole.Cell or ColumnRole.Argument)
            .GroupBy(column => (RoleOf(schema.Fields[column]), schema.Fields[column].Metadata.Find(ColumnRole.NameKey)));

    private (CellSummary Sum, int LastRow)? SumUp(RecordBatch batch, int column, int start, int count, RunRows owner)
    {
        var (field, array) = (batch.Schema.Fields[column], batch.Columns[column]);
        int last = start + count - 1;
        while (last >= start && array.IsNull(last)) last--;
        if (last < start) return null;
        long present = array.NullCount == 0 ? count : Enumerable.Range(start, count).LongCount(row => !array.IsNull(row));
        bool isNull = field.Metadata.Find(ColumnRole.KindKey) == nameof(CellKind.Null);
        var (min, max) = Range(field, array, start, count);
        ArrowCellColumn.Open(batch, column).TryGet(last, out var value);
        var sum = new CellSummary(
            owner.Run, owner.Replay, path, field.Metadata.Find(ColumnRole.NameKey) ?? field.Name, RoleOf(field) == ColumnRole.Argument,
            present, isNull ? present : 0, min, max, Keeps(value) ? value : null);
        return (sum, last);
    }

    private static (double? Min, double? Max) Range(Field field, ArrowArray array, int start, int count)
    {
        if (field.Metadata.Find(ColumnRole.KindKey) is not (nameof(CellKind.Int64) or nameof(CellKind.Float64))) return (null, null);
        return array is PrimitiveArray<double> doubles ? Range(doubles, start, count) : Range((PrimitiveArray<long>)array, start, count);
    }

    private static (double? Min, double? Max) Range<T>(PrimitiveArray<T> array, int start, int count)
        where T : unmanaged, INumber<T>
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        bool found = false;
        var values = array.Values.Slice(start, count);
        bool hasNulls = array.NullCount > 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (hasNulls && array.IsNull(start + i)) continue;
            double number = double.CreateTruncating(values[i]);
            if (double.IsNaN(number)) continue;
            min = Math.Min(min, number);
            max = Math.Max(max, number);
            found = true;
        }

        return found ? (min, max) : (null, null);
    }

    private static bool Keeps(CellValue value) => value.Kind switch
    {
        CellKind.Binary or CellKind.Tensor => false,
        CellKind.String => value.AsString().Length <= CellSummary.LongestText,
        CellKind.Json => value.AsJson().Length <= CellSummary.LongestText,
        _ => true,
    };

    private static string? RoleOf(Field field) => field.Metadata.Find(ColumnRole.RoleKey);
}
