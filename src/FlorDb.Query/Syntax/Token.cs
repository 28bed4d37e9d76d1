namespace FlorDb.Query.Syntax;

/// <summary>A token: reserved words in upper case, names and strings without their quotes.</summary>
internal sealed record Token(TokenKind Kind, string Text, TextSpan Span)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && Text == text;

    /// <summary>Whether this is the word, reserved or not, in any case, unquoted.</summary>
    public bool IsWord(string word) =>
        Kind is TokenKind.Keyword or TokenKind.Name && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The token as an error message names it.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "the query ends here",
        TokenKind.String => $"found the text '{Shorten(Text)}'",
        TokenKind.QuotedName => $"found \"{Shorten(Text)}\"",
        _ => $"found {Shorten(Text)}",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "...");
}
