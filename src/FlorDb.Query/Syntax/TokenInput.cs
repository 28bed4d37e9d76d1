using System.Collections.Immutable;
using Sprache;

namespace FlorDb.Query.Syntax;

/// <summary>A position in a list of tokens, so that Sprache's combinators work on tokens instead of characters.</summary>
internal sealed class TokenInput(ImmutableArray<Token> tokens, int position, FurthestFailure furthest) : IInput
{
    public Token Token => tokens[position];

    public FurthestFailure Furthest => furthest;

    public int Position => position;

    public bool AtEnd => Token.Kind == TokenKind.End;

    public string Source => "";

    public char Current => '\0';

    public int Line => 1;

    public int Column => position + 1;

    public IDictionary<object, object> Memos { get; } = new Dictionary<object, object>(0);

    public IInput Advance() => new TokenInput(tokens, position + 1, furthest);

    public bool Equals(IInput? other) => other is TokenInput && other.Position == position;

    public override bool Equals(object? obj) => Equals(obj as IInput);

    public override int GetHashCode() => position;
}
