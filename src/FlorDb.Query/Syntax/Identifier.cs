namespace FlorDb.Query.Syntax;

/// <summary>A name as it was written.</summary>
internal sealed record Identifier(string Name, bool Quoted, TextSpan Span)
{
    public static Identifier From(Token token) => new(token.Text, token.Kind == TokenKind.QuotedName, token.Span);
}
