using FlorDb.Query.Formats;
using FlorDb.Query.Values;

namespace FlorDb.Query.Tests.Support;

/// <summary>Results as text: a line with names and types, a line per row, and a line per notice.</summary>
internal static class ResultText
{
    public static string Of(QueryResult result)
    {
        string[] lines =
        [
            string.Join(" | ", result.Columns.Select(column => $"{column.Name} {TypeNames.Of(column.Kind)}")),
            .. result.Rows.Select(row => string.Join(" | ", row.ToArray().Select(CellText.Of))),
            .. result.Notices.Select(notice => $"! {notice}"),
        ];
        return string.Join('\n', lines);
    }

    /// <summary>Only the rows, separated by semicolons.</summary>
    public static string Rows(QueryResult result) => string.Join("; ", result.Rows.Select(row => string.Join(" ", row.ToArray().Select(CellText.Of))));
}
