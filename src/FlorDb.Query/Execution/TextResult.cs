using System.Collections.Immutable;
using FlorDb.Query.Binding;
using FlorDb.Storage;

namespace FlorDb.Query.Execution;

/// <summary>Results that consist of texts: those of <c>EXPLAIN</c>, <c>SHOW</c> and <c>DESCRIBE</c>.</summary>
internal static class TextResult
{
    public static QueryResult Of(ImmutableArray<string> columns, IEnumerable<string[]> rows, IEnumerable<string>? notices = null) => ResultBuilder.Build(
        [.. columns.Select(name => new OutputColumn(name, CellKind.String))],
        [.. rows.Select(row => row.Select(text => CellValue.Of(text)).ToArray())],
        notices ?? []);
}
