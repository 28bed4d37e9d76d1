using FlorDb.Storage;

namespace FlorDb.Query.Formats;

/// <summary>Values as text, as <c>CAST(x AS VARCHAR)</c> gives it.</summary>
public static class CellText
{
    /// <summary>The text of a value: numbers so that they read back to the same bits, timestamps as ISO 8601 in UTC, n-d values as nested JSON arrays; NULL as <c>NULL</c>.</summary>
    public static string Of(CellValue value) => throw new NotImplementedException();
}
