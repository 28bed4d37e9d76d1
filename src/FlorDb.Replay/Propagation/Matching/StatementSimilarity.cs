using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Matching;

/// <summary>How alike the statements of two lists are, and which of them belong together.</summary>
internal sealed class StatementSimilarity(SourceProgram newest, SourceProgram old, Func<StatementSyntax, bool, TokenSequence> tokens)
{
    private const double Alike = 0.6;
    private const double SurelyAlike = 0.8;
    private const double SameValue = 0.4;
    private const double SameName = 0.25;
    private readonly Dictionary<StatementSyntax, TokenSequence> _headers = [];

    /// <summary>The pairs of the in-order alignment with the greatest likeness in all.</summary>
    public IReadOnlyList<(StatementSyntax New, StatementSyntax Old)> Align(StatementList left, StatementList right, TreeMatch match)
    {
        var (a, b) = (left.Items, right.Items);
        var scores = new double[a.Length, b.Length];
        var best = new double[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                scores[i, j] = match.IsFree(a[i].Syntax, b[j].Syntax) ? Similarity(a[i].Syntax, b[j].Syntax) : match.OldOf(a[i].Syntax) == b[j].Syntax ? 1 : 0;
                var taken = scores[i, j] >= Alike ? scores[i, j] + best[i + 1, j + 1] : 0;
                best[i, j] = Math.Max(taken, Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        var pairs = new List<(StatementSyntax, StatementSyntax)>();
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (scores[i, j] >= Alike && best[i, j] <= scores[i, j] + best[i + 1, j + 1]) pairs.Add((a[i++].Syntax, b[j++].Syntax));
            else if (best[i + 1, j] >= best[i, j + 1]) i++;
            else j++;
        }

        return pairs;
    }

    /// <summary>The pairs that were reordered: what the alignment left, and is surely alike.</summary>
    public IReadOnlyList<(StatementSyntax New, StatementSyntax Old)> Leftovers(StatementList left, StatementList right, TreeMatch match)
    {
        var pairs = from a in left.Items
                    from b in right.Items
                    where match.IsFree(a.Syntax, b.Syntax)
                    let likeness = Similarity(a.Syntax, b.Syntax)
                    where likeness >= SurelyAlike && tokens(a.Syntax, true).Tokens.Length > 3
                    orderby likeness descending
                    select (a.Syntax, b.Syntax);
        return [.. pairs];
    }

    /// <summary>Whether two statements may be the same one.</summary>
    public bool AreAlike(StatementSyntax newest, StatementSyntax old) => Similarity(newest, old) >= Alike;

    private double Similarity(StatementSyntax a, StatementSyntax b)
    {
        if (Code.IsLoop(a) && Code.IsLoop(b) && (a.RawKind != b.RawKind || newest.Flor.LoopName(a) is null != old.Flor.LoopName(b) is null)) return OfBodies(a, b);
        if (a.RawKind != b.RawKind && !(a is CommonForEachStatementSyntax && b is CommonForEachStatementSyntax)) return 0;
        var (logA, logB) = (newest.Flor.LogName(a), old.Flor.LogName(b));
        if (logA is not null || logB is not null) return logA == logB ? 1 : 0;
        if (newest.Flor.LoopName(a) != old.Flor.LoopName(b)) return 0;
        var whole = tokens(a, true).SimilarityTo(tokens(b, false));
        if (a is LocalFunctionStatementSyntax f && b is LocalFunctionStatementSyntax g && f.Identifier.Text == g.Identifier.Text) return 1;
        var header = HeaderOf(newest, a);
        if (header.Tokens.Length == tokens(a, true).Tokens.Length || header.Tokens.Length < 4) return whole + DeclaredBonus(a, b);
        return Math.Max(whole, 0.9 * header.SimilarityTo(HeaderOf(old, b)));
    }

    /// <summary>A loop of another kind is the same one if it does the same.</summary>
    private double OfBodies(StatementSyntax a, StatementSyntax b)
    {
        if (newest.Flor.LoopName(a) is { } left && old.Flor.LoopName(b) is { } right && left != right) return 0;
        return Code.LoopBody(a) is { } x && Code.LoopBody(b) is { } y ? tokens(x, true).SimilarityTo(tokens(y, false)) : 0;
    }

    private TokenSequence HeaderOf(SourceProgram program, StatementSyntax statement)
    {
        if (!_headers.TryGetValue(statement, out var header)) _headers[statement] = header = TokenSequence.HeaderOf(program, statement);
        return header;
    }

    /// <summary>A declaration that computes the same is likelier to be the same one, and then one under the same name.</summary>
    private double DeclaredBonus(StatementSyntax a, StatementSyntax b)
    {
        if (a is not LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: { } x } left] }
            || b is not LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: { } y } right] }) return 0;
        var same = TokenSequence.Of(newest, x).Wild == TokenSequence.Of(old, y).Wild;
        return (same ? SameValue : 0) + (left.Identifier.Text == right.Identifier.Text ? SameName : 0);
    }
}
