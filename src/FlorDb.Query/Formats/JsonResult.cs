using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlorDb.Storage;

namespace FlorDb.Query.Formats;

/// <summary>
/// Results as a JSON array of objects: timestamps as ISO 8601 texts, bytes as base64, n-d values as nested arrays, JSON values as they are; NaN and
/// the infinities, for which JSON has no numbers, as the texts "NaN", "Infinity" and "-Infinity".
/// </summary>
internal static class JsonResult
{
    private const int FlushBytes = 64 * 1024;

    /// <summary>Writes the array, one row per line: the file stays readable, and tools that work by lines can handle it.</summary>
    public static void Write(QueryResult result, Stream output)
    {
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, options);
        JsonEncodedText[] names = [.. result.Columns.Select(column => JsonEncodedText.Encode(column.Name, options.Encoder))];
        buffer.Write("["u8);
        for (var row = 0; row < result.Rows.Count; row++)
        {
            buffer.Write(row == 0 ? "\n"u8 : ",\n"u8);
            WriteRow(json, names, result.Rows[row].Span);
            if (buffer.WrittenCount < FlushBytes) continue;
            output.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }

        buffer.Write("\n]\n"u8);
        output.Write(buffer.WrittenSpan);
    }

    private static void WriteRow(Utf8JsonWriter json, JsonEncodedText[] names, ReadOnlySpan<CellValue> row)
    {
        json.Reset();
        json.WriteStartObject();
        for (var i = 0; i < names.Length; i++)
        {
            json.WritePropertyName(names[i]);
            WriteValue(json, row[i]);
        }

        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteValue(Utf8JsonWriter json, CellValue value)
    {
        switch (value.Kind)
        {
            case CellKind.Null:
                json.WriteNullValue();
                break;
            case CellKind.Boolean:
                json.WriteBooleanValue(value.AsBoolean());
                break;
            case CellKind.Float64 when !double.IsFinite(value.AsFloat64()):
                json.WriteStringValue(CellText.Of(value));
                break;
            case CellKind.Int64 or CellKind.Float64 or CellKind.Tensor:
                json.WriteRawValue(CellText.Of(value), skipInputValidation: true);
                break;
            case CellKind.Binary:
                json.WriteBase64StringValue(value.AsBinary().Span);
                break;
            case CellKind.Json:
                WriteJson(json, value.AsJson());
                break;
            default:
                json.WriteStringValue(CellText.Of(value));
                break;
        }
    }

    // The store does not check JSON values, so what is none must not break the whole document.
    private static void WriteJson(Utf8JsonWriter json, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }
}
