using System.Collections.Immutable;

namespace FlorDb.Query.Binding;

/// <summary>A query whose names and types are known.</summary>
/// <param name="Plan">What it means.</param>
/// <param name="Columns">The columns of its answer.</param>
/// <param name="Scan">What it reads of its table; null without a table.</param>
/// <param name="Condition">Its <c>WHERE</c>; null for none.</param>
internal sealed record BoundQuery(LogicalPlan Plan, ImmutableArray<OutputColumn> Columns, LogicalScan? Scan, BoundExpression? Condition);

/// <summary>A column of an answer.</summary>
internal sealed record OutputColumn(string Name, Values.ExpressionType Type);
