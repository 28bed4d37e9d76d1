using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>The rows of one batch of a sealed segment.</summary>
internal sealed class ArrowRows : ILoopRows
{
    private readonly RunsOfRows _runs;
    private readonly PrimitiveArray<int> _occurrence;
    private readonly PrimitiveArray<long> _started;
    private readonly PrimitiveArray<double> _seconds;
    private readonly PrimitiveArray<long>[] _index;
    private readonly ICellColumn[][] _values;

    public ArrowRows(RunsOfRows runs, RecordBatch batch, SegmentColumns columns)
    {
        _runs = runs;
        _occurrence = Column<PrimitiveArray<int>>(batch, columns.Occurrence);
        _started = Column<PrimitiveArray<long>>(batch, columns.Started);
        _seconds = Column<PrimitiveArray<double>>(batch, columns.Seconds);
        _index = [.. columns.Index.Select(column => Column<PrimitiveArray<long>>(batch, column))];
        _values = [.. columns.Values.Select(loop => loop.Select(column => ArrowCellColumn.Open(batch, column)).ToArray())];
    }

    public RunKey Run(int row) => _runs.At(row).Run;

    public ReplayKey? Replay(int row) => _runs.At(row).Replay;

    public long Index(int depth, int row) => _index[depth][row];

    public CellValue LoopValue(int depth, int row)
    {
        foreach (var column in _values[depth])
            if (column.TryGet(row, out var value)) return value;
        return CellValue.Null;
    }

    public int Occurrence(int row) => _occurrence[row];

    public long Started(int row) => _started[row];

    public double? Seconds(int row) => _seconds.IsNull(row) ? null : _seconds[row];

    private static T Column<T>(RecordBatch batch, int column)
        where T : ArrowArray =>
        batch.Columns[column] as T
        ?? throw new StoreException($"The column \"{batch.Schema.Fields[column].Name}\" is {batch.Columns[column].Type}, which it should not be.");
}
