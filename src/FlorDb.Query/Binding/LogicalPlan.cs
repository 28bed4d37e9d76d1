using System.Collections.Immutable;
using FlorDb.Query.Tables;

namespace FlorDb.Query.Binding;

/// <summary>What a query means, as operations on rows.</summary>
internal abstract record LogicalPlan;

/// <summary>The rows of a table.</summary>
internal sealed record LogicalScan(Table Table, ScanRequest Request) : LogicalPlan;

/// <summary>One row without columns: the input of a query without <c>FROM</c>.</summary>
internal sealed record LogicalOneRow : LogicalPlan;

/// <summary>The rows for which a condition is true.</summary>
internal sealed record LogicalFilter(LogicalPlan Input, BoundExpression Condition) : LogicalPlan;

/// <summary>One row per group: its keys, then its aggregates.</summary>
internal sealed record LogicalAggregate(LogicalPlan Input, ImmutableArray<BoundExpression> Keys, ImmutableArray<AggregateCall> Aggregates) : LogicalPlan;

/// <summary>A row of expressions for each row.</summary>
internal sealed record LogicalProject(LogicalPlan Input, ImmutableArray<BoundExpression> Expressions) : LogicalPlan;

/// <summary>Each row once.</summary>
internal sealed record LogicalDistinct(LogicalPlan Input) : LogicalPlan;

/// <summary>The rows in an order.</summary>
internal sealed record LogicalSort(LogicalPlan Input, ImmutableArray<SortKey> Keys) : LogicalPlan;

/// <summary>Some rows at the beginning left out, and those after some number of rows.</summary>
internal sealed record LogicalLimit(LogicalPlan Input, long Offset, long? Count) : LogicalPlan;

/// <summary>The first columns of each row.</summary>
internal sealed record LogicalTrim(LogicalPlan Input, int Columns) : LogicalPlan;

/// <summary>One key of a sort order.</summary>
internal sealed record SortKey(int Slot, string Text, bool Descending, bool NullsFirst)
{
    public override string ToString() => $"{Text}{(Descending ? " DESC" : "")}{(NullsFirst ? " NULLS FIRST" : "")}";
}
