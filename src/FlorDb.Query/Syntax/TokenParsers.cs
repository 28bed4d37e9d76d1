using System.Runtime.CompilerServices;
using Sprache;

namespace FlorDb.Query.Syntax;

/// <summary>The parsers that the grammar is made of: single tokens, and rules that watch over others.</summary>
internal static class TokenParsers
{
    /// <summary>What may follow any expression; an error message says so only when nothing else may follow.</summary>
    public const string AnOperator = "an operator";

    private const int DepthMax = 64;

    /// <summary>A token that fulfils a condition; <paramref name="expected"/> names it in errors.</summary>
    public static Parser<Token> Token(Func<Token, bool> condition, string expected) => input =>
    {
        var tokens = (TokenInput)input;
        if (condition(tokens.Token)) return Result.Success(tokens.Token, tokens.AtEnd ? input : input.Advance());
        tokens.Furthest.Record(input.Position, expected);
        return Result.Failure<Token>(input, expected, []);
    };

    public static Parser<Token> Word(string word) => Token(token => token.IsWord(word), word);

    public static Parser<Token> Symbol(string symbol) => Token(token => token.Is(TokenKind.Symbol, symbol), Named(symbol));

    public static Parser<Token> OfKind(TokenKind kind, string expected) => Token(token => token.Kind == kind, expected);

    /// <summary>One of several operators.</summary>
    public static Parser<Token> Operator(params string[] symbols) =>
        Token(token => token.Kind == TokenKind.Symbol && symbols.Contains(token.Text), AnOperator);

    /// <summary>A word that goes on an expression, such as <c>IS</c>.</summary>
    public static Parser<Token> OperatorWord(params string[] words) => Token(token => words.Any(token.IsWord), AnOperator);

    /// <summary>Gives the whole rule a name: if it fails at its first token, the message says the name instead of the rule's parts.</summary>
    public static Parser<T> Expected<T>(this Parser<T> rule, string name) => input =>
    {
        var furthest = ((TokenInput)input).Furthest;
        var before = furthest.ExpectedAt(input.Position);
        var result = rule(input);
        if (!result.WasSuccessful) furthest.Relabel(input.Position, before, name);
        return result;
    };

    /// <summary>Limits how deeply a rule may contain itself, so that no query can overflow the stack.</summary>
    public static Parser<T> Nested<T>(Parser<T> rule) => input =>
    {
        var tokens = (TokenInput)input;
        if (tokens.Furthest.Depth >= DepthMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new NestingException(tokens.Token.Span);
        tokens.Furthest.Depth++;
        var result = rule(input);
        tokens.Furthest.Depth--;
        return result;
    };

    public static Parser<IEnumerable<T>> List<T>(Parser<T> item) =>
        from first in item
        from rest in (from _ in Symbol(",") from next in item select next).Many()
        select rest.Prepend(first);

    private static string Named(string symbol) => symbol switch
    {
        "," => "a comma",
        _ => symbol,
    };
}
