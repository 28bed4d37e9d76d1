using System.Globalization;
using System.Numerics;
using FlorDb.Storage;

namespace FlorDb.Torch.CommandLine;

/// <summary>The types that <see cref="Flor.Arg(string, int)"/> and its siblings take.</summary>
internal static class ArgumentTypes
{
    public static ArgumentType<bool> Boolean { get; } = new(
        "true or false",
        text => text.ToUpperInvariant() switch { "TRUE" or "1" => new(true), "FALSE" or "0" => new(false), _ => null },
        CellValue.Of,
        cell => cell.Kind == CellKind.Boolean ? new(cell.AsBoolean()) : null);

    public static ArgumentType<int> Int32 { get; } = new("an integer (int)", ParseInteger<int>, value => CellValue.Of(value), FromInteger<int>);

    public static ArgumentType<long> Int64 { get; } = new("an integer (long)", ParseInteger<long>, CellValue.Of, FromInteger<long>);

    public static ArgumentType<float> Single { get; } = new("a number (float)", ParseFloating<float>, value => CellValue.Of(value), FromNumber<float>);

    public static ArgumentType<double> Double { get; } = new("a number (double)", ParseFloating<double>, CellValue.Of, FromNumber<double>);

    public static ArgumentType<string> Text { get; } = new(
        "a text", text => new(text), CellValue.Of, cell => cell.Kind == CellKind.String ? new(cell.AsString()) : null);

    private static Parsed<T>? ParseInteger<T>(string text)
        where T : struct, IBinaryInteger<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? new(value) : null;

    private static Parsed<T>? ParseFloating<T>(string text)
        where T : struct, IFloatingPoint<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? new(value) : null;

    private static Parsed<T>? FromInteger<T>(CellValue cell)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (cell.Kind != CellKind.Int64) return null;
        long value = cell.AsInt64();
        return value >= long.CreateSaturating(T.MinValue) && value <= long.CreateSaturating(T.MaxValue) ? new(T.CreateChecked(value)) : null;
    }

    private static Parsed<T>? FromNumber<T>(CellValue cell)
        where T : struct, IFloatingPoint<T> =>
        cell.Kind switch
        {
            CellKind.Float64 => new(T.CreateChecked(cell.AsFloat64())),
            CellKind.Int64 => new(T.CreateChecked(cell.AsInt64())),
            _ => null,
        };
}
