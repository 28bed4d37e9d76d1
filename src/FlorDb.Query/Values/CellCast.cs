using System.Globalization;
using System.Text;
using System.Text.Json;
using FlorDb.Query.Formats;
using FlorDb.Storage;

namespace FlorDb.Query.Values;

/// <summary>Conversions between kinds of values, as <c>CAST</c> does them.</summary>
internal static class CellCast
{
    private static readonly string[] TimestampFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Whether some value of one kind can be converted to the other.</summary>
    public static bool IsPossible(CellKind from, CellKind to) => from == to || from == CellKind.Null || to switch
    {
        CellKind.String => true,
        CellKind.Boolean or CellKind.Int64 or CellKind.Float64 => from is CellKind.Boolean or CellKind.Int64 or CellKind.Float64 or CellKind.String,
        CellKind.Timestamp or CellKind.Binary => from == CellKind.String,
        CellKind.Json => from is not (CellKind.Binary or CellKind.Timestamp),
        _ => false,
    };

    /// <exception cref="ValueException">The value has no counterpart of that kind.</exception>
    public static CellValue Convert(CellValue value, CellKind to) =>
        TryConvert(value, to) ?? throw new ValueException(
            $"{Quote(value)} can't be converted to {TypeNames.Of(to)}.", "TRY_CAST gives NULL where a value can't be converted.");

    public static CellValue? TryConvert(CellValue value, CellKind to)
    {
        if (value.Kind == to || value.IsNull) return value;
        return to switch
        {
            CellKind.Boolean => ToBoolean(value),
            CellKind.Int64 => ToInteger(value),
            CellKind.Float64 => ToFloat(value),
            CellKind.String => CellValue.Of(CellText.Of(value)),
            CellKind.Timestamp => value.Kind == CellKind.String ? ToTimestamp(value.AsString()) : null,
            CellKind.Binary => value.Kind == CellKind.String ? CellValue.Of(Encoding.UTF8.GetBytes(value.AsString())) : null,
            CellKind.Json => ToJson(value),
            _ => null,
        };
    }

    /// <summary>
    /// A pair of values to be compared, a text that looks like a number as that number if the other is one. Only values of dynamic types differ so.
    /// </summary>
    public static (CellValue Left, CellValue Right) Harmonized(CellValue left, CellValue right)
    {
        if (left.Kind == right.Kind) return (left, right);
        if (left.Kind == CellKind.String && IsNumber(right)) return (ToFloat(left) ?? left, right);
        return right.Kind == CellKind.String && IsNumber(left) ? (left, ToFloat(right) ?? right) : (left, right);
    }

    private static bool IsNumber(CellValue value) => value.Kind is CellKind.Int64 or CellKind.Float64;

    private static CellValue? ToBoolean(CellValue value) => value.Kind switch
    {
        CellKind.Int64 => CellValue.Of(value.AsInt64() != 0),
        CellKind.Float64 => CellValue.Of(value.AsFloat64() != 0),
        CellKind.String => value.AsString().Trim().ToUpperInvariant() switch
        {
            "TRUE" or "T" or "1" => CellValue.Of(true),
            "FALSE" or "F" or "0" => CellValue.Of(false),
            _ => null,
        },
        _ => null,
    };

    private static CellValue? ToInteger(CellValue value) => value.Kind switch
    {
        CellKind.Boolean => CellValue.Of(value.AsBoolean() ? 1L : 0L),
        CellKind.Float64 => Rounded(value.AsFloat64()),
        CellKind.String when long.TryParse(value.AsString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer) => CellValue.Of(integer),
        CellKind.String when ParseFloat(value.AsString()) is { } number => Rounded(number),
        _ => null,
    };

    private static CellValue? Rounded(double number)
    {
        var rounded = Math.Round(number, MidpointRounding.ToEven);
        return rounded is >= -9223372036854775808.0 and < 9223372036854775808.0 ? CellValue.Of((long)rounded) : null;
    }

    private static CellValue? ToFloat(CellValue value) => value.Kind switch
    {
        CellKind.Boolean => CellValue.Of(value.AsBoolean() ? 1.0 : 0.0),
        CellKind.Int64 => CellValue.Of((double)value.AsInt64()),
        CellKind.String when ParseFloat(value.AsString()) is { } number => CellValue.Of(number),
        _ => null,
    };

    private static double? ParseFloat(string text) => text.Trim().ToUpperInvariant() switch
    {
        "NAN" => double.NaN,
        "INF" or "INFINITY" or "+INF" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
    };

    private static CellValue? ToTimestamp(string text) =>
        DateTimeOffset.TryParseExact(
            text.Trim(), TimestampFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? CellValue.Of(time)
            : null;

    private static CellValue? ToJson(CellValue value) => value.Kind switch
    {
        CellKind.String => IsJson(value.AsString()) ? CellValue.OfJson(value.AsString()) : null,
        CellKind.Boolean or CellKind.Int64 or CellKind.Tensor => CellValue.OfJson(CellText.Of(value)),
        CellKind.Float64 => CellValue.OfJson(double.IsFinite(value.AsFloat64()) ? CellText.Of(value) : $"\"{CellText.Of(value)}\""),
        _ => null,
    };

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Quote(CellValue value)
    {
        var text = CellText.Of(value);
        var shown = text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "...");
        return value.Kind is CellKind.String or CellKind.Json ? $"'{shown}'" : shown;
    }
}
