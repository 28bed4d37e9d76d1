using FlorDb.Query.Binding;
using FlorDb.Query.Execution.Pivot;
using FlorDb.Query.Tables;

namespace FlorDb.Query.Execution;

/// <summary>Reads a table.</summary>
internal sealed class ScanOperator(Table table, ScanRequest request) : PhysicalOperator(null)
{
    protected override string Description
    {
        get
        {
            string[] parts =
            [
                table.Name,
                request.Columns.IsEmpty ? "no columns" : string.Join(", ", request.Columns.Select(column => ScanSlots.QuotedName(column.Name))),
                table.Describe(request),
                request.RunFilter is null ? "" : $"runs with {request.RunFilter}",
            ];
            return $"Scan {string.Join("; ", parts.Where(part => part.Length > 0))}";
        }
    }

    public override IEnumerable<Row> Execute(QueryExecution execution) => table.Scan(request, execution.Cancellation);
}

/// <summary>The input of a query without a table.</summary>
internal sealed class OneRowOperator() : PhysicalOperator(null)
{
    protected override string Description => "One row";

    public override IEnumerable<Row> Execute(QueryExecution execution) => [new Row([])];
}

/// <summary>Notes which cells of the rows that go into the answer are not verified.</summary>
internal sealed class ProvenanceOperator(PhysicalOperator input) : PhysicalOperator(input)
{
    protected override string? Description => null;

    public override IEnumerable<Row> Execute(QueryExecution execution)
    {
        foreach (var row in Input!.Execute(execution))
        {
            if (row.Origin is PivotRow { Unverified: { } cells }) execution.Unverified.UnionWith(cells);
            yield return row;
        }
    }
}
