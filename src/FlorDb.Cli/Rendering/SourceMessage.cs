using System.Globalization;

namespace FlorDb.Cli.Rendering;

/// <summary>A mistake in a query as good compilers show it: what is wrong, the line with the place marked, then what helps.</summary>
internal static class SourceMessage
{
    private const int Context = 60;

    /// <summary>Prints it.</summary>
    /// <param name="pen">Where to.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="source">The whole text of the query.</param>
    /// <param name="place">Where it is wrong; null when the mistake has no place.</param>
    /// <param name="help">Lines that help, each without its end.</param>
    public static void Print(Pen pen, string message, string source, SourcePlace? place, IEnumerable<string> help)
    {
        pen.Write("error: ", Ink.Error).Line(message, Ink.Bold);
        var margin = "";
        if (place is not null)
        {
            var number = place.Line.ToString(CultureInfo.InvariantCulture);
            margin = new string(' ', number.Length);
            pen.Write(margin + "--> ", Ink.Accent).Line(string.Create(CultureInfo.InvariantCulture, $"line {place.Line}, column {place.Column}"));
            if (LineAt(source, place.Line) is { } line) PrintLine(pen, line, place, number, margin);
        }

        foreach (var line in help) pen.Write(margin + " = ", Ink.Accent).Line(line);
        pen.Flush();
    }

    /// <summary>How long the word, quoted text or sign at a place is; at least one.</summary>
    public static int TokenLength(string source, int line, int column)
    {
        if (LineAt(source, line) is not { } text || column < 1 || column > text.Length) return 1;
        var start = column - 1;
        var end = start + 1;
        if (text[start] is '"' or '\'') end = text.IndexOf(text[start], end) is var close and >= 0 ? close + 1 : text.Length;
        else if (IsWord(text[start])) while (end < text.Length && IsWord(text[end])) end++;
        return end - start;
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static string? LineAt(string source, int number)
    {
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        return number < 1 || number > lines.Length ? null : lines[number - 1];
    }

    private static void PrintLine(Pen pen, string line, SourcePlace place, string number, string margin)
    {
        var column = Math.Clamp(place.Column - 1, 0, line.Length);
        var first = Math.Max(0, column - Context);
        var last = Math.Min(line.Length, column + Context);
        var before = DisplayText.Visible((first > 0 ? DisplayText.Ellipsis : "") + line[first..column]);
        var after = DisplayText.Visible(line[column..last]) + (last < line.Length ? DisplayText.Ellipsis : "");
        var marks = Math.Clamp(place.Length, 1, Math.Max(1, last - column));
        pen.Line(margin + " |", Ink.Accent);
        pen.Write(number + " | ", Ink.Accent).Line(before + after);
        pen.Write(margin + " | ", Ink.Accent).Write(new string(' ', DisplayText.Width(before))).Line(new string('^', marks), Ink.Error);
    }
}

/// <summary>A place in a text.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Length">How many characters are meant; at least one is marked.</param>
internal sealed record SourcePlace(int Line, int Column, int Length);
