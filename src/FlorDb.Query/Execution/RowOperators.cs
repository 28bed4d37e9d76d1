using System.Collections.Immutable;
using FlorDb.Query.Binding;
using FlorDb.Query.Values;

namespace FlorDb.Query.Execution;

/// <summary>Passes rows on for which a condition is true.</summary>
internal sealed class FilterOperator(PhysicalOperator input, BoundExpression condition) : PhysicalOperator(input)
{
    protected override string Description => $"Filter {condition}";

    public override IEnumerable<Row> Execute(QueryExecution execution)
    {
        foreach (var row in Input!.Execute(execution))
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            if (Truth.Holds(condition.Evaluate(row))) yield return row;
        }
    }
}

/// <summary>Computes expressions for each row.</summary>
internal sealed class ProjectOperator(PhysicalOperator input, ImmutableArray<BoundExpression> expressions) : PhysicalOperator(input)
{
    protected override string Description => $"Project {string.Join(", ", expressions)}";

    public override IEnumerable<Row> Execute(QueryExecution execution)
    {
        foreach (var row in Input!.Execute(execution))
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            yield return new Row([.. expressions.Select(expression => expression.Evaluate(row))]);
        }
    }
}

/// <summary>Passes each row on once.</summary>
internal sealed class DistinctOperator(PhysicalOperator input) : PhysicalOperator(input)
{
    protected override string Description => "Distinct";

    public override IEnumerable<Row> Execute(QueryExecution execution)
    {
        var seen = new HashSet<Storage.CellValue[]>(GroupKeyComparer.Instance);
        foreach (var row in Input!.Execute(execution))
            if (seen.Add(row.Values)) yield return row;
    }
}

/// <summary>Leaves out rows at the beginning, and stops after a number of rows.</summary>
internal sealed class LimitOperator(PhysicalOperator input, long offset, long? count) : PhysicalOperator(input)
{
    protected override string Description => $"Limit {(count is null ? "none" : $"{count}")}{(offset > 0 ? $" after {offset}" : "")}";

    public override IEnumerable<Row> Execute(QueryExecution execution)
    {
        if (count == 0) yield break;
        long position = 0;
        foreach (var row in Input!.Execute(execution))
        {
            if (position++ < offset) continue;
            yield return row;
            if (position - offset == count) yield break;
        }
    }
}

/// <summary>Cuts off columns that were there only to sort by.</summary>
internal sealed class TrimOperator(PhysicalOperator input, int columns) : PhysicalOperator(input)
{
    protected override string? Description => null;

    public override IEnumerable<Row> Execute(QueryExecution execution) => Input!.Execute(execution).Select(row => new Row(row.Values[..columns]));
}
