using System.Collections.Immutable;
using FlorDb.Query.Execution;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Tables;

/// <summary>A column that is read off an item of a list.</summary>
internal sealed class ListColumn<T>(string name, ExpressionType type, Func<T, CellValue> read) : TableColumn(name, type, ColumnRole.Logged)
{
    public override string Origin => "";

    public CellValue Read(T item) => read(item);
}

/// <summary>A table whose rows are the items of a list, each of which belongs to a run.</summary>
/// <param name="name">The table's name.</param>
/// <param name="columns">Its columns: run properties, and what is read off an item.</param>
/// <param name="runs">All runs.</param>
/// <param name="read">The items of one run.</param>
internal sealed class ListTable<T>(string name, ImmutableArray<TableColumn> columns, ImmutableArray<RunInfo> runs, Func<RunInfo, IEnumerable<T>> read)
    : Table(name)
{
    public override ImmutableArray<TableColumn> Columns => columns;

    public override IEnumerable<Row> Scan(ScanRequest request, CancellationToken cancellation)
    {
        foreach (var run in PropertyColumn.Select(runs, request))
            foreach (var item in read(run))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return new Row([.. request.Columns.Select(column => Value(column, run, item))]);
            }
    }

    private static CellValue Value(TableColumn column, RunInfo run, T item) => column switch
    {
        PropertyColumn property => property.Read(run),
        ListColumn<T> own => own.Read(item),
        _ => throw new System.Diagnostics.UnreachableException($"A list has no {column.GetType().Name}."),
    };
}
