namespace FlorDb.Cli.Prompt;

/// <summary>A command for the prompt itself: <c>\d runs</c>, <c>help</c>, <c>exit</c>.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Argument">What stands behind the word, empty if nothing does; the whole text of an unknown command.</param>
internal sealed record MetaCommand(MetaKind Kind, string Argument)
{
    /// <summary>Whether a line is one of the plain words that are commands without a backslash or semicolon.</summary>
    public static bool IsWord(string line) => Word(line.Trim().TrimEnd(';').TrimEnd()) is not null;

    /// <summary>Reads a piece of typed text as a command; null if it is a statement.</summary>
    public static MetaCommand? Parse(StatementPiece piece)
    {
        var text = piece.Text.Trim();
        if (piece.End != StatementEnd.Line)
            return Word(text.TrimEnd(';').TrimEnd()) is { } word ? new MetaCommand(word, "") : null;
        text = text[text.IndexOf('\\', StringComparison.Ordinal)..].TrimEnd(';').TrimEnd();
        var end = text.AsSpan().IndexOfAny(" \t");
        var kind = Slash(end < 0 ? text : text[..end]);
        if (kind == MetaKind.Unknown) return new MetaCommand(kind, text);
        return new MetaCommand(kind, end < 0 ? "" : text[end..].Trim());
    }

    private static MetaKind? Word(string text) => text.ToUpperInvariant() switch
    {
        "EXIT" or "QUIT" => MetaKind.Leave,
        "HELP" => MetaKind.Help,
        _ => null,
    };

    private static MetaKind Slash(string word) => word switch
    {
        @"\q" => MetaKind.Leave,
        @"\?" or @"\h" => MetaKind.Help,
        @"\d" => MetaKind.Describe,
        @"\x" => MetaKind.Expand,
        _ => MetaKind.Unknown,
    };
}

/// <summary>The commands of the prompt.</summary>
internal enum MetaKind
{
    Leave,
    Help,
    Describe,
    Expand,
    Unknown,
}
