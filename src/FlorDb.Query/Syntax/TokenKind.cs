namespace FlorDb.Query.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A bare name; also a word that is a keyword only in its place, such as <c>FIRST</c>.</summary>
    Name,

    /// <summary>A name in double quotes.</summary>
    QuotedName,

    /// <summary>A reserved word.</summary>
    Keyword,

    Number,

    String,

    /// <summary>An operator or a punctuation mark.</summary>
    Symbol,

    End,
}
