using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>Cells as one line of text for people.</summary>
internal static class CellDisplay
{
    /// <summary>What stands for a missing or null cell.</summary>
    public const string Null = "NULL";

    private const int BytesShown = 16;

    /// <summary>The whole value on one line, at most about <paramref name="limit"/> characters of an n-dimensional one.</summary>
    public static string Format(in CellValue value, int limit) => value.Kind switch
    {
        CellKind.Null => Null,
        CellKind.Boolean => value.AsBoolean() ? "true" : "false",
        CellKind.Int64 => value.AsInt64().ToString(CultureInfo.InvariantCulture),
        CellKind.Float64 => Number(value.AsFloat64()),
        CellKind.String => DisplayText.Visible(value.AsString()),
        CellKind.Timestamp => Timestamp(value),
        CellKind.Binary => Bytes(value.AsBinary().Span),
        CellKind.Json => DisplayText.Visible(value.AsJson()),
        _ => TensorText.OneLine(value.AsTensor(), limit),
    };

    /// <summary>Whether values of that kind stand at the right of their column.</summary>
    public static bool IsRightAligned(CellKind kind) => kind is CellKind.Int64 or CellKind.Float64;

    /// <summary>The shortest text that reads back as the same number; a whole number keeps a point, so that it is not taken for an integer.</summary>
    private static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(value) && text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    private static string Timestamp(in CellValue value)
    {
        try
        {
            return value.AsTimestamp().ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + "Z";
        }
        catch (Exception failure) when (failure is ArgumentOutOfRangeException or OverflowException or InvalidOperationException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{value.AsMicroseconds()} us");
        }
    }

    private static string Bytes(ReadOnlySpan<byte> bytes) =>
        "0x" + Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, BytesShown)])
        + (bytes.Length > BytesShown ? string.Create(CultureInfo.InvariantCulture, $"{DisplayText.Ellipsis} ({bytes.Length} bytes)") : "");
}
