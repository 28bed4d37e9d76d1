using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace FlorDb.Cli.Rendering;

/// <summary>Text as it takes room on a terminal: widths in character cells, cutting, padding, and what may not reach a terminal.</summary>
internal static class DisplayText
{
    /// <summary>The mark of text that was cut.</summary>
    public const string Ellipsis = "…";

    /// <summary>The character cells that a text takes.</summary>
    public static int Width(string text) => Ascii.IsValid(text) ? text.Length : new Segment(text).CellCount();

    /// <summary>Cuts a text to a width, with an ellipsis at its end if something was cut.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width) return text;
        if (width <= 1) return width == 1 ? Ellipsis : "";
        var kept = new StringBuilder();
        var used = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            used += Width(element);
            if (used > width - 1) break;
            kept.Append(element);
        }

        return kept + Ellipsis;
    }

    /// <summary>Fills a text up to a width with spaces.</summary>
    public static string Pad(string text, int width, bool right)
    {
        var missing = width - Width(text);
        if (missing <= 0) return text;
        return right ? new string(' ', missing) + text : text + new string(' ', missing);
    }

    /// <summary>Shows control characters as escapes, so that a logged text can't move the cursor or break a line.</summary>
    public static string Visible(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAnyInRange('\x7f', '\x9f')) return text;
        var visible = new StringBuilder(text.Length + 8);
        foreach (var character in text)
            visible.Append(Escape(character) ?? character.ToString());
        return visible.ToString();
    }

    private static string? Escape(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when char.IsControl(character) => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
        _ => null,
    };
}
