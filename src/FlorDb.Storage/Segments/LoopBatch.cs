using FlorDb.Storage.Arrow;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage;

/// <summary>
/// Some rows of a <see cref="LoopTable"/>. A row is one iteration; where a name was logged more than once in it, further rows with
/// the same indices hold the later values.
/// </summary>
public sealed class LoopBatch
{
    private readonly ILoopRows _rows;
    private readonly int _start;
    private readonly IReadOnlyDictionary<string, ICellColumn[]> _cells;
    private readonly Lazy<RecordBatch> _columns;

    internal LoopBatch(ILoopRows rows, int rowCount, IReadOnlyDictionary<string, ICellColumn[]> cells, Func<RecordBatch> columns)
        : this(rows, 0, rowCount, cells, columns)
    {
    }

    internal LoopBatch(ILoopRows rows, int start, int rowCount, IReadOnlyDictionary<string, ICellColumn[]> cells, Func<RecordBatch> columns)
    {
        _rows = rows;
        _start = start;
        _cells = cells;
        _columns = new Lazy<RecordBatch>(columns);
        RowCount = rowCount;
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>
    /// The rows as Arrow columns, as they stand in a segment file (see <c>spec/file-format.md</c>). Cells of names that were not asked for may be
    /// missing.
    /// </summary>
    public RecordBatch Columns => _columns.Value;

    /// <summary>The run of a row.</summary>
    public RunKey Run(int row) => _rows.Run(At(row));

    /// <summary>The replay part that filled a row; null for a recorded row.</summary>
    public ReplayKey? Replay(int row) => _rows.Replay(At(row));

    /// <summary>The iteration index of a row in the loop at <paramref name="depth"/>, 0 for the outermost.</summary>
    public long Index(int depth, int row) => _rows.Index(depth, At(row));

    /// <summary>What the loop at <paramref name="depth"/> yielded; <see cref="CellValue.Null"/> where that was not a plain value.</summary>
    public CellValue LoopValue(int depth, int row) => _rows.LoopValue(depth, At(row));

    /// <summary>Zero for the first row of an iteration, then counted up.</summary>
    public int Occurrence(int row) => _rows.Occurrence(At(row));

    /// <summary>When a row's iteration started.</summary>
    /// <exception cref="StoreException">The segment is damaged: the time is none.</exception>
    public DateTimeOffset Started(int row)
    {
        try
        {
            return Instant.FromMicroseconds(_rows.Started(At(row)));
        }
        catch (InvalidDataException failure)
        {
            throw new StoreException($"The start of a row of run {Run(row)} is damaged: {failure.Message}", failure);
        }
    }

    /// <summary>How long a row's iteration took in seconds; null if it never ended, and on rows whose occurrence is not zero.</summary>
    public double? Seconds(int row) => _rows.Seconds(At(row));

    /// <summary>Reads a cell.</summary>
    /// <param name="name">One of the names that were asked for.</param>
    /// <param name="row">The row.</param>
    /// <param name="value">The cell's value.</param>
    /// <returns>False if nothing was logged under that name in that row.</returns>
    /// <exception cref="ArgumentException">The name was not asked for when the batch was read.</exception>
    public bool TryGetCell(string name, int row, out CellValue value)
    {
        int at = At(row);
        if (!_cells.TryGetValue(name, out var columns)) throw new ArgumentException($"The name \"{name}\" was not asked for.", nameof(name));
        foreach (var column in columns)
            if (column.TryGet(at, out value)) return true;
        value = CellValue.Null;
        return false;
    }

    private int At(int row)
    {
        if (row < 0 || row >= RowCount) throw new ArgumentOutOfRangeException(nameof(row), row, $"The batch has {RowCount} rows.");
        return _start + row;
    }
}
