using System.Globalization;
using System.Text;
using FlorDb.Storage;

namespace FlorDb.Query.Formats;

/// <summary>Values as text, as <c>CAST(x AS VARCHAR)</c> gives it.</summary>
public static class CellText
{
    /// <summary>
    /// The text of a value: numbers so that they read back to the same bits, timestamps as ISO 8601 in UTC, bytes in hexadecimal, n-d values as
    /// nested JSON arrays, and NULL as <c>NULL</c>.
    /// </summary>
    public static string Of(CellValue value) => value.Kind switch
    {
        CellKind.Null => "NULL",
        CellKind.Boolean => value.AsBoolean() ? "true" : "false",
        CellKind.Int64 => value.AsInt64().ToString(CultureInfo.InvariantCulture),
        CellKind.Float64 => Of(value.AsFloat64()),
        CellKind.String => value.AsString(),
        CellKind.Timestamp => OfTimestamp(value.AsMicroseconds()),
        CellKind.Binary => Convert.ToHexStringLower(value.AsBinary().Span),
        CellKind.Json => value.AsJson(),
        CellKind.Tensor => Of(value.AsTensor()),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Kind, "This kind of value has no text."),
    };

    /// <summary>The shortest text that reads back to the same number; whole numbers keep a <c>.0</c>, so that they stay floating-point.</summary>
    internal static string Of(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(value) && !text.AsSpan().ContainsAny('.', 'E') ? text + ".0" : text;
    }

    private static string OfTimestamp(long microseconds)
    {
        var earliest = CellValue.Of(DateTimeOffset.MinValue).AsMicroseconds();
        var latest = CellValue.Of(DateTimeOffset.MaxValue).AsMicroseconds();
        if (microseconds < earliest || microseconds > latest) return $"{microseconds.ToString(CultureInfo.InvariantCulture)} us since 1970";
        var time = CellValue.OfMicroseconds(microseconds).AsTimestamp();
        var format = microseconds % 1_000_000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
        return time.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Of(TensorValue tensor)
    {
        var text = new StringBuilder();
        var element = 0;
        AppendDimension(text, tensor, 0, ref element);
        return text.ToString();
    }

    private static void AppendDimension(StringBuilder text, TensorValue tensor, int dimension, ref int element)
    {
        if (dimension == tensor.Shape.Length)
        {
            var value = TensorElements.Read(tensor, element++);
            text.Append(value.Kind == CellKind.Float64 && !double.IsFinite(value.AsFloat64()) ? $"\"{Of(value)}\"" : Of(value));
            return;
        }

        text.Append('[');
        for (long i = 0; i < tensor.Shape[dimension]; i++)
        {
            if (i > 0) text.Append(',');
            AppendDimension(text, tensor, dimension + 1, ref element);
        }

        text.Append(']');
    }
}
