using FlorDb.Storage.Arrow;

namespace FlorDb.Storage;

/// <summary>
/// Some rows of a <see cref="LoopTable"/>. A row is one iteration; where a name was logged more than once in it, further rows with
/// the same indices hold the later values.
/// </summary>
public sealed class LoopBatch
{
    internal LoopBatch()
    {
    }

    /// <summary>The number of rows.</summary>
    public int RowCount => throw new NotImplementedException();

    /// <summary>The rows as Arrow columns, as they stand in a segment file (see <c>spec/file-format.md</c>).</summary>
    public RecordBatch Columns => throw new NotImplementedException();

    /// <summary>The run of a row.</summary>
    public RunKey Run(int row) => throw new NotImplementedException();

    /// <summary>The replay part that filled a row; null for a recorded row.</summary>
    public ReplayKey? Replay(int row) => throw new NotImplementedException();

    /// <summary>The iteration index of a row in the loop at <paramref name="depth"/>, 0 for the outermost.</summary>
    public long Index(int depth, int row) => throw new NotImplementedException();

    /// <summary>What the loop at <paramref name="depth"/> yielded; <see cref="CellValue.Null"/> where that was not a plain value.</summary>
    public CellValue LoopValue(int depth, int row) => throw new NotImplementedException();

    /// <summary>Zero for the first row of an iteration, then counted up.</summary>
    public int Occurrence(int row) => throw new NotImplementedException();

    /// <summary>When a row's iteration started.</summary>
    public DateTimeOffset Started(int row) => throw new NotImplementedException();

    /// <summary>How long a row's iteration took in seconds; null if it never ended, and on rows whose occurrence is not zero.</summary>
    public double? Seconds(int row) => throw new NotImplementedException();

    /// <summary>Reads a cell.</summary>
    /// <param name="name">One of the names that were asked for.</param>
    /// <param name="row">The row.</param>
    /// <param name="value">The cell's value.</param>
    /// <returns>False if nothing was logged under that name in that row.</returns>
    public bool TryGetCell(string name, int row, out CellValue value) => throw new NotImplementedException();
}
