using System.Collections.Immutable;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Matching;

/// <summary>A token as the matcher sees it.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Variable">The variable of the program that it names; null for any other token.</param>
/// <param name="Declares">Whether it declares that variable.</param>
internal readonly record struct CodeToken(string Text, ISymbol? Variable, bool Declares)
{
    /// <summary>The token with every variable looking alike, so that a renaming makes no difference.</summary>
    public string Wild => Variable is null ? Text : "§";
}

/// <summary>The tokens of a statement, and how alike two of them are.</summary>
internal sealed class TokenSequence
{
    private TokenSequence(ImmutableArray<CodeToken> tokens)
    {
        Tokens = tokens;
        Exact = string.Join(' ', tokens.Select(token => token.Text));
        Wild = string.Join(' ', tokens.Select(token => token.Wild));
    }

    public ImmutableArray<CodeToken> Tokens { get; }

    public string Exact { get; }

    public string Wild { get; }

    public static TokenSequence Of(SourceProgram program, SyntaxNode node) => new([.. node.DescendantTokens().Select(token => Read(program, token))]);

    /// <summary>The tokens of a statement without the statements inside it.</summary>
    public static TokenSequence HeaderOf(SourceProgram program, StatementSyntax statement)
    {
        var inner = statement.ChildNodes().Where(child => child is StatementSyntax or ElseClauseSyntax or CatchClauseSyntax or FinallyClauseSyntax).ToList();
        var tokens = statement.DescendantTokens().Where(token => !inner.Any(node => node.FullSpan.Contains(token.Span)));
        return new([.. tokens.Select(token => Read(program, token))]);
    }

    /// <summary>Dice's coefficient over the two multisets of tokens, weighing variables' names less than all else; from 0 to 1.</summary>
    public double SimilarityTo(TokenSequence other) =>
        (0.7 * Dice(Tokens.Select(token => token.Wild), other.Tokens.Select(token => token.Wild)))
        + (0.3 * Dice(Tokens.Select(token => token.Text), other.Tokens.Select(token => token.Text)));

    /// <summary>The variables that stand at the same places when the two sequences are laid side by side as well as possible.</summary>
    public IEnumerable<(CodeToken New, CodeToken Old)> AlignVariables(TokenSequence other)
    {
        var (a, b) = (Tokens, other.Tokens);
        var best = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                best[i, j] = Math.Max(Score(a[i], b[j]) is var score and > 0 ? score + best[i + 1, j + 1] : 0, Math.Max(best[i + 1, j], best[i, j + 1]));
        }

        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var score = Score(a[i], b[j]);
            if (score > 0 && best[i, j] == score + best[i + 1, j + 1])
            {
                if (a[i].Variable is not null) yield return (a[i], b[j]);
                i++;
                j++;
            }
            else if (best[i, j] == best[i + 1, j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }

    private static int Score(CodeToken a, CodeToken b) => a.Wild != b.Wild ? 0 : a.Text == b.Text ? 4 : 3;

    private static double Dice(IEnumerable<string> left, IEnumerable<string> right)
    {
        var counts = left.GroupBy(token => token, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var total = counts.Values.Sum();
        var common = 0;
        foreach (var token in right)
        {
            total++;
            if (counts.GetValueOrDefault(token) == 0) continue;
            counts[token]--;
            common++;
        }

        return total == 0 ? 1 : 2.0 * common / total;
    }

    private static CodeToken Read(SourceProgram program, SyntaxToken token)
    {
        if (!token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is not { } parent) return new(token.Text, null, false);
        var (symbol, declares) = parent switch
        {
            IdentifierNameSyntax name => (program.Symbol(name), false),
            VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or ParameterSyntax => (program.Declared(parent), true),
            _ => (null, false),
        };
        return symbol is not null && Code.IsVariable(symbol) && program.Owns(symbol) ? new(token.Text, symbol, declares) : new(token.Text, null, false);
    }
}
