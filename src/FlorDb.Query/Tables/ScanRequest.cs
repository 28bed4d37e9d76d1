using System.Collections.Immutable;
using FlorDb.Query.Binding;

namespace FlorDb.Query.Tables;

/// <summary>What a query wants of a table.</summary>
/// <param name="Columns">The columns, by slot.</param>
/// <param name="RunFilter">A condition on run properties alone that rows must fulfil; null for none.</param>
internal sealed record ScanRequest(ImmutableArray<TableColumn> Columns, BoundExpression? RunFilter);
