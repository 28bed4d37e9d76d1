using FlorDb.Storage;

namespace FlorDb.Query.Execution;

/// <summary>A row on its way through a query.</summary>
internal sealed class Row(CellValue[] values)
{
    private Row? _atStart;

    /// <summary>The values by slot.</summary>
    public CellValue[] Values { get; } = values;

    /// <summary>
    /// For each slot whether the row had no cell there when the query began; null when it had all. A missing cell reads as NULL until it is replayed.
    /// </summary>
    public bool[]? Missing { get; init; }

    /// <summary>Where the row comes from, for those who need more than its values.</summary>
    public object? Origin { get; init; }

    /// <summary>The row as it was when the query began: cells that have been replayed since read as NULL.</summary>
    public Row AtStart => Missing is null ? this : _atStart ??= new Row([.. Values.Select((value, slot) => Missing[slot] ? CellValue.Null : value)]);
}
