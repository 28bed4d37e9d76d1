using System.Globalization;
using System.Text.Json;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>Arguments as JSON values.</summary>
internal static class JsonCell
{
    /// <summary>Writes a property. What JSON has no number for (NaN, infinities) becomes text, and so do n-dimensional values.</summary>
    public static void Write(Utf8JsonWriter json, string name, in CellValue value)
    {
        json.WritePropertyName(name);
        switch (value.Kind)
        {
            case CellKind.Null:
                json.WriteNullValue();
                break;
            case CellKind.Boolean:
                json.WriteBooleanValue(value.AsBoolean());
                break;
            case CellKind.Int64:
                json.WriteNumberValue(value.AsInt64());
                break;
            case CellKind.Float64 when double.IsFinite(value.AsFloat64()):
                json.WriteNumberValue(value.AsFloat64());
                break;
            case CellKind.Timestamp:
                json.WriteStringValue(Timestamp(value));
                break;
            case CellKind.Json:
                json.WriteRawValue(value.AsJson());
                break;
            default:
                json.WriteStringValue(value.Kind == CellKind.String ? value.AsString() : CellDisplay.Format(value, int.MaxValue));
                break;
        }
    }

    /// <summary>A point in time as ISO 8601 in UTC.</summary>
    public static string Timestamp(in CellValue value) =>
        value.AsTimestamp().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
