namespace FlorDb.Query.Formats;

/// <summary>Writes results in the forms that other programs read. The forms are described in <c>spec/florql.md</c>.</summary>
public static class ResultWriter
{
    /// <summary>Writes a whole result. The stream stays open.</summary>
    /// <param name="result">The result.</param>
    /// <param name="format">The form.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(QueryResult result, ResultFormat format, Stream output) => throw new NotImplementedException();
}
