using FlorDb.Query;
using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>Prints the answer to a query for people.</summary>
internal static class AnswerPrinter
{
    /// <summary>The heading of a plan: the only column of an <c>EXPLAIN</c>.</summary>
    private const string PlanColumn = "plan";

    /// <summary>Prints the rows as a table; a plan as the lines that it is.</summary>
    public static void Print(QueryResult result, Pen pen, TableStyle style)
    {
        if (IsPlan(result)) foreach (var row in result.Rows) pen.Line(row.Span[0].AsString());
        else if (result.Columns.Length > 0) new TablePrinter(pen, style).Print(TableData.Of(result));
        pen.Flush();
    }

    /// <summary>How many rows, and how long it took.</summary>
    public static string Footer(QueryResult result, TimeSpan elapsed) => $"({Count.Of(result.Rows.Count, "row")}, {Count.Of(elapsed)})";

    private static bool IsPlan(QueryResult result) =>
        result.Columns is [{ Kind: CellKind.String } column] && string.Equals(column.Name, PlanColumn, StringComparison.Ordinal);
}
