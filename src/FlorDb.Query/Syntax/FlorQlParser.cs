using System.Collections.Immutable;
using Sprache;

namespace FlorDb.Query.Syntax;

/// <summary>Turns the text of a query into its syntax tree.</summary>
internal static class FlorQlParser
{
    private const int TextLengthMax = 1_000_000;

    /// <exception cref="FlorQlException">The text is not a statement.</exception>
    public static Statement Parse(SourceText source)
    {
        if (source.Text.Length > TextLengthMax) throw new FlorQlException($"The query is longer than {TextLengthMax:N0} characters.");
        var tokens = Lexer.Tokenize(source);
        var furthest = new FurthestFailure();
        try
        {
            var result = StatementGrammar.Statement(new TokenInput(tokens, 0, furthest));
            return result.WasSuccessful ? result.Value : throw Unexpected(source, tokens, furthest);
        }
        catch (NestingException nesting)
        {
            throw source.Error(nesting.Span, "This expression is nested too deeply.", "Split it; IN (...) replaces a long chain of ORs.");
        }
    }

    private static FlorQlException Unexpected(SourceText source, ImmutableArray<Token> tokens, FurthestFailure furthest)
    {
        var token = tokens[furthest.Position];
        return source.Error(token.Span, $"Expected {ExpectationText(furthest.Expected)}, but {token.Describe()}.", Hint(tokens, furthest));
    }

    private static string ExpectationText(IReadOnlyCollection<string> expected)
    {
        string[] telling = [.. expected.Where(item => item != TokenParsers.AnOperator).Order(StringComparer.Ordinal)];
        return telling.Length == 0 ? TokenParsers.AnOperator : telling.JoinedByOr();
    }

    private static string? Hint(ImmutableArray<Token> tokens, FurthestFailure furthest)
    {
        var token = tokens[furthest.Position];
        var before = furthest.Position > 0 ? tokens[furthest.Position - 1] : null;
        return Slip(token) ?? (before is null ? null : Slip(before)) ?? Habit(tokens, token, before);
    }

    private static string? Slip(Token token)
    {
        if (token.Kind != TokenKind.Name || Keywords.Clauses.Contains(token.Text)) return null;
        var nearest = NearestName.Find(token.Text, Keywords.Clauses);
        return nearest.Count == 0 ? null : $"Did you mean {nearest[0]} instead of {token.Text}?";
    }

    private static string? Habit(ImmutableArray<Token> tokens, Token token, Token? before)
    {
        if (token.Kind == TokenKind.Keyword && before is { Kind: TokenKind.Symbol, Text: "," }) return "Is there a comma too many?";
        if (token.Is(TokenKind.Symbol, "=") && before is { Kind: TokenKind.Symbol, Text: "<" or ">" })
            return $"Write {before.Text}= without a space.";
        if (token.Kind == TokenKind.Keyword && before?.IsWord("AS") == true)
            return $"{token.Text} is a keyword; as a name it needs double quotes: \"{token.Text}\".";
        if (Keywords.NotYet.Contains(token.Text)) return $"{token.Text.ToUpperInvariant()} is not part of FlorQL yet.";
        if (tokens.Any(other => other.IsWord("REPLAY")) && token.Kind == TokenKind.Keyword) return "REPLAY is the last clause of a query.";
        return null;
    }
}
