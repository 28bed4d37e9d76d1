using System.Collections.Immutable;

namespace FlorDb.Cli.Prompt;

/// <summary>
/// Cuts typed text into statements. A semicolon ends one, unless it stands in a 'string', a "name" or a comment (<c>-- ...</c> or
/// <c>/* ... */</c>, which may be nested). A line that begins with a backslash where a statement could begin is a command for the prompt.
/// </summary>
internal static class StatementSplitter
{
    /// <summary>The pieces in order; joined they are the text again. The last one may be unfinished; there is none for an empty text.</summary>
    public static ImmutableArray<StatementPiece> Split(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<StatementPiece>();
        for (var start = 0; start < text.Length;)
        {
            var (end, kind, blank) = Scan(text, start);
            pieces.Add(new StatementPiece(text[start..end], kind, blank));
            start = end;
        }

        return pieces.ToImmutable();
    }

    private static (int End, StatementEnd Kind, bool Blank) Scan(string text, int start)
    {
        var blank = true;
        for (var at = start; at < text.Length;)
        {
            var character = text[at];
            if (character == ';') return (at + 1, StatementEnd.Semicolon, blank);
            if (character == '\\' && blank) return (AfterLine(text, at), StatementEnd.Line, false);
            var comment = AfterComment(text, at);
            blank = blank && (comment > at || char.IsWhiteSpace(character));
            at = comment > at ? comment : AfterToken(text, at);
        }

        return (text.Length, StatementEnd.Unfinished, blank);
    }

    private static int AfterComment(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("--")) return AfterLine(text, at);
        if (!rest.StartsWith("/*")) return at;
        var depth = 1;
        for (at += 2; at < text.Length && depth > 0;)
        {
            rest = text.AsSpan(at);
            var step = rest.StartsWith("/*") ? 1 : rest.StartsWith("*/") ? -1 : 0;
            depth += step;
            at += step == 0 ? 1 : 2;
        }

        return at;
    }

    private static int AfterToken(string text, int at)
    {
        var quote = text[at];
        if (quote is not ('\'' or '"')) return at + 1;
        var end = text.IndexOf(quote, at + 1);
        return end < 0 ? text.Length : end + 1;
    }

    private static int AfterLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }
}
