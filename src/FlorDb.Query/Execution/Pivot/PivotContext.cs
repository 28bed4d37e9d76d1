using FlorDb.Storage;

namespace FlorDb.Query.Execution.Pivot;

/// <summary>An iteration, or a whole run, with the cells that were logged in it.</summary>
/// <param name="path">The position of its path in the layout.</param>
/// <param name="indices">The indices of its iterations, outermost first.</param>
/// <param name="columns">The number of logged columns in the layout.</param>
internal sealed class PivotContext(int path, long[] indices, int columns)
{
    public int Path => path;

    public long[] Indices => indices;

    /// <summary>What each loop yielded; NULL where that was not a plain value.</summary>
    public CellValue[] LoopValues { get; } = new CellValue[indices.Length];

    /// <summary>The cells by logged column; null where nothing was logged.</summary>
    public PivotCell?[] Cells { get; } = new PivotCell?[columns];

    /// <summary>The contexts around this one, in the order of the layout's ancestors of its path; filled when the whole run has been read.</summary>
    public PivotContext?[] Outer { get; set; } = [];

    /// <summary>Whether a finer row shows this context's values, so that it needs no row of its own.</summary>
    public bool IsCovered { get; set; }

    public CellValue LoopValue(int depth) => LoopValues[depth].IsNull ? CellValue.Of(indices[depth]) : LoopValues[depth];
}
