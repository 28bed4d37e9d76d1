using System.Collections.Immutable;
using FlorDb.Query;
using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>Rows and columns to be shown.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, each as long as there are columns.</param>
internal sealed record TableData(ImmutableArray<TableColumn> Columns, IReadOnlyList<ReadOnlyMemory<CellValue>> Rows)
{
    /// <summary>The answer to a query.</summary>
    public static TableData Of(QueryResult result) => new([.. result.Columns.Select(column => new TableColumn(column.Name, column.Kind))], result.Rows);
}
