using System.Text;
using FlorDb.Storage;

namespace FlorDb.Query.Formats;

/// <summary>
/// Results as comma-separated values after RFC 4180: a header line, CR LF at line ends, quotes where they are needed. NULL is an empty field, and an
/// empty text a quoted one.
/// </summary>
internal static class CsvResult
{
    public static void Write(QueryResult result, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', result.Columns.Select(column => Quoted(column.Name))));
        foreach (var row in result.Rows) writer.WriteLine(string.Join(',', row.ToArray().Select(Field)));
    }

    private static string Field(CellValue value) => value.IsNull ? "" : Quoted(CellText.Of(value));

    private static string Quoted(string text) =>
        text.Length == 0 || text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
