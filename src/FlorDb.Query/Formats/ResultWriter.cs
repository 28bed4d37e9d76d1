using FlorDb.Storage.Arrow;

namespace FlorDb.Query.Formats;

/// <summary>Writes results in the forms that other programs read. The forms are described in <c>spec/florql.md</c>.</summary>
public static class ResultWriter
{
    /// <summary>Writes a whole result. The stream stays open.</summary>
    /// <param name="result">The result.</param>
    /// <param name="format">The form.</param>
    /// <param name="output">Where it goes.</param>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public static void Write(QueryResult result, ResultFormat format, Stream output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        switch (format)
        {
            case ResultFormat.Json:
                JsonResult.Write(result, output);
                break;
            case ResultFormat.Csv:
                CsvResult.Write(result, output);
                break;
            case ResultFormat.Arrow:
                WriteArrow(result, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "This is not a form of results.");
        }
    }

    private static void WriteArrow(QueryResult result, Stream output)
    {
        ArrowFileWriter? writer = null;
        foreach (var batch in result.ReadBatches())
        {
            writer ??= new ArrowFileWriter(output, batch.Schema);
            writer.Write(batch);
        }

        writer?.Finish();
    }
}
