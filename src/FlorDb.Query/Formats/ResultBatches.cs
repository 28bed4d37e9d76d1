using FlorDb.Storage.Arrow;

namespace FlorDb.Query.Formats;

/// <summary>Turns the rows of a result into Arrow columns.</summary>
internal static class ResultBatches
{
    public static IEnumerable<RecordBatch> Read(QueryResult result) => throw new NotImplementedException(result.Columns.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
