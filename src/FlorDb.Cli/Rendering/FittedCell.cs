using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>Makes a cell's text fit a width without making it say something else.</summary>
internal static class FittedCell
{
    /// <summary>The text, shortened if it has to be: timestamps lose their fraction first, numbers keep their exponent.</summary>
    public static string Fit(string text, CellKind kind, int width)
    {
        if (DisplayText.Width(text) <= width) return text;
        return kind switch
        {
            CellKind.Timestamp => DisplayText.Cut(WithoutFraction(text), width),
            CellKind.Float64 => FitNumber(text, width),
            CellKind.Int64 => Overflow(width),
            _ => DisplayText.Cut(text, width),
        };
    }

    private static string WithoutFraction(string timestamp)
    {
        var point = timestamp.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? timestamp : timestamp[..point] + "Z";
    }

    private static string FitNumber(string number, int width)
    {
        var exponentAt = number.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0 ? "" : number[exponentAt..];
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var room = width - exponent.Length - 1;
        return point < 0 || room <= point ? Overflow(width) : number[..room] + DisplayText.Ellipsis + exponent;
    }

    private static string Overflow(int width) => new('#', Math.Max(0, width));
}
