using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Matching;

/// <summary>
/// Matches the statements of two versions of a program in the manner of GumTree (Falleri et al., "Fine-grained and accurate source code
/// differencing", ASE 2014): equal statements first, wherever they stand, then from matched containers inwards by likeness. Flor loops
/// are the firmest anchors: two with the same path correspond, whatever method they were moved to.
/// </summary>
internal sealed class TreeMatcher
{
    private const int SmallestAnchor = 6;
    private const double SameLikeness = 0.01;
    private readonly SourceProgram _new;
    private readonly SourceProgram _old;
    private readonly TreeMatch _match;
    private readonly Dictionary<StatementSyntax, TokenSequence> _tokens = [];
    private readonly Queue<(StatementList New, StatementList Old)> _open = new();
    private readonly StatementSimilarity _similarity;

    private TreeMatcher(SourceProgram newest, SourceProgram old)
    {
        (_new, _old) = (newest, old);
        _match = new TreeMatch(newest, old);
        _similarity = new StatementSimilarity(newest, old, TokensOf);
    }

    public static TreeMatch Match(SourceProgram newest, SourceProgram old)
    {
        var matcher = new TreeMatcher(newest, old);
        matcher.MatchLoops();
        matcher.MatchLogs();
        matcher.MatchGlobally(tokens => tokens.Exact);
        matcher.MatchBodies();
        matcher.Drain();
        matcher.MatchGlobally(tokens => tokens.Wild);
        matcher.Drain();
        matcher.MatchBodiesByContent();
        matcher.Drain();
        matcher.MatchNeighbours();
        return matcher._match;
    }

    private TokenSequence TokensOf(StatementSyntax statement, bool isNew)
    {
        if (!_tokens.TryGetValue(statement, out var tokens)) _tokens[statement] = tokens = TokenSequence.Of(isNew ? _new : _old, statement);
        return tokens;
    }

    private void MatchLoops()
    {
        var olds = _old.Flor.Loops.ToLookup(loop => PathKey(_old, loop), StringComparer.Ordinal);
        foreach (var group in _new.Flor.Loops.GroupBy(loop => PathKey(_new, loop), StringComparer.Ordinal))
        {
            var pairs = (from loop in @group
                         from old in olds[@group.Key]
                         let likeness = TokensOf(loop.Syntax, true).SimilarityTo(TokensOf(old.Syntax, false))
                         orderby likeness descending
                         select (loop, old, likeness)).ToList();
            foreach (var (loop, old, likeness) in pairs)
            {
                var rival = pairs.FirstOrDefault(other => other.likeness >= likeness - SameLikeness && other.loop == loop && other.old != old).old;
                if (rival is null) AddPair(loop.Syntax, old.Syntax);
                else if (_match.OldOf(loop.Syntax) is null) _match.AddTwins(old.Syntax, rival.Syntax);
            }
        }
    }

    /// <summary>What is logged under the same name in the same loops is the same, if each version logs it once.</summary>
    private void MatchLogs()
    {
        var olds = _old.Statements.Where(item => _old.Flor.LogName(item.Syntax) is not null).ToLookup(item => _old.Flor.LogName(item.Syntax)!, StringComparer.Ordinal);
        foreach (var group in _new.Statements.Where(item => _new.Flor.LogName(item.Syntax) is not null).GroupBy(item => _new.Flor.LogName(item.Syntax)!, StringComparer.Ordinal))
        {
            if (group.Take(2).ToList() is [var item] && olds[group.Key].Take(2).ToList() is [var old] && SameLoops(item, old)) _match.Add(item.Syntax, old.Syntax);
        }
    }

    private static string PathKey(SourceProgram program, FlorLoop loop) =>
        string.Join('|', program.Calls.PathsOf(loop.Syntax).Select(path => path.Append(loop.Name).ToString()).Order(StringComparer.Ordinal));

    /// <summary>Matches statements with equal keys, larger ones first, where the surroundings tell which belong together.</summary>
    private void MatchGlobally(Func<TokenSequence, string> key)
    {
        var olds = _old.Statements.Where(item => !_match.IsMatchedOld(item.Syntax)).ToLookup(item => key(TokensOf(item.Syntax, false)), StringComparer.Ordinal);
        var news = _new.Statements.Where(item => !_match.IsMatched(item.Syntax) && TokensOf(item.Syntax, true).Tokens.Length >= SmallestAnchor)
            .GroupBy(item => key(TokensOf(item.Syntax, true)), StringComparer.Ordinal).Where(group => olds.Contains(group.Key)).ToList();
        foreach (var group in news)
        {
            while (BestPair([.. group], [.. olds[group.Key]]) is (var item, var old)) AddIsomorphic(item.Syntax, old.Syntax);
        }
    }

    /// <summary>The free pair that belongs together most, unless another one with one of the two does as much.</summary>
    private (StatementInfo New, StatementInfo Old)? BestPair(List<StatementInfo> news, List<StatementInfo> olds)
    {
        var pairs = (from item in news from old in olds where _match.IsFree(item.Syntax, old.Syntax) && SameLoops(item, old) select (item, old, score: Surroundings(item, old)))
            .OrderByDescending(pair => pair.score).ToList();
        foreach (var best in pairs)
        {
            if (pairs.Count(pair => pair.score >= best.score && (pair.item == best.item || pair.old == best.old)) == 1) return (best.item, best.old);
        }

        return null;
    }

    private bool SameLoops(StatementInfo item, StatementInfo old) =>
        _new.Calls.PathsOf(item.Syntax).ToHashSet().SetEquals(_old.Calls.PathsOf(old.Syntax));

    private int Surroundings(StatementInfo item, StatementInfo old)
    {
        var score = Code.BareNameOf(Code.BodyOf(item.Syntax)) == Code.BareNameOf(Code.BodyOf(old.Syntax)) ? 2 : 0;
        if (_match.OldOf(item.List) is { } list && list.Equals(old.List)) score += 4;
        if (SiblingText(item, -1, true) is { } before && before == SiblingText(old, -1, false)) score++;
        if (SiblingText(item, 1, true) is { } after && after == SiblingText(old, 1, false)) score++;
        if (TokensOf(item.Syntax, true).Exact == TokensOf(old.Syntax, false).Exact) score += 8;
        return score;
    }

    private string? SiblingText(StatementInfo item, int offset, bool isNew) =>
        item.List.Items.ElementAtOrDefault(item.Index + offset) is { } sibling && item.Index + offset >= 0 ? TokensOf(sibling.Syntax, isNew).Wild : null;

    private void AddIsomorphic(StatementSyntax newest, StatementSyntax old)
    {
        AddPair(newest, old);
        var inner = newest.DescendantNodes().OfType<StatementSyntax>().Zip(old.DescendantNodes().OfType<StatementSyntax>());
        foreach (var (a, b) in inner.Where(pair => pair.First.RawKind == pair.Second.RawKind)) AddPair(a, b);
    }

    private void AddPair(StatementSyntax newest, StatementSyntax old)
    {
        if (!_match.Add(newest, old)) return;
        foreach (var (a, b) in InnerLists(newest, old)) Open(a, b);
    }

    private void Open(StatementList newest, StatementList old)
    {
        if (_match.Add(newest, old)) _open.Enqueue((newest, old));
    }

    private void Drain()
    {
        while (_open.TryDequeue(out var pair)) MatchLists(pair.New, pair.Old);
    }

    private void MatchBodies()
    {
        foreach (var body in Bodies(_new))
        {
            var same = Bodies(_old).Where(old => SameName(body, old)).ToList();
            if (same.Count > 1) same = [.. same.Where(old => ParameterCount(old) == ParameterCount(body))];
            if (same.Count == 1) OpenBodies(body, same[0]);
        }
    }

    /// <summary>Methods that were renamed: most of what the one holds is matched with statements of the other.</summary>
    private void MatchBodiesByContent()
    {
        foreach (var body in Bodies(_new).Where(body => Code.ListOf(body) is { } list && _match.OldOf(list) is null))
        {
            var items = Code.ListOf(body)!.Items;
            var homes = items.Select(item => _match.OldOf(item.Syntax)).OfType<StatementSyntax>()
                .Select(Code.BodyOf).OfType<SyntaxNode>().GroupBy(home => home).OrderByDescending(home => home.Count()).FirstOrDefault();
            if (homes is not null && homes.Count() * 2 >= items.Length && Code.ListOf(homes.Key) is { } list && homes.Count() * 2 >= list.Items.Length)
                OpenBodies(body, homes.Key);
        }
    }

    /// <summary>What stands beside matched statements is matched as far as it is alike, also where the lists around are none of each other's.</summary>
    private void MatchNeighbours()
    {
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var item in _new.Statements.Where(item => !_match.IsMatched(item.Syntax)))
            {
                var beside = new[] { -1, 1 }.Select(offset => Beside(item, offset)).OfType<StatementInfo>().FirstOrDefault(old => _match.IsFree(item.Syntax, old.Syntax) && SameLoops(item, old));
                if (beside is null || !_similarity.AreAlike(item.Syntax, beside.Syntax)) continue;
                AddPair(item.Syntax, beside.Syntax);
                Drain();
                grown = true;
            }
        }
    }

    /// <summary>The old statement at the same side of the counterpart of a sibling.</summary>
    private StatementInfo? Beside(StatementInfo item, int offset)
    {
        var siblings = offset < 0 ? item.List.Items.Take(item.Index).Reverse() : item.List.Items.Skip(item.Index + 1);
        // What is logged since stands between them for nothing.
        if (siblings.FirstOrDefault(other => _match.IsMatched(other.Syntax) || _new.Flor.LogName(other.Syntax) is null) is not { } sibling) return null;
        if (_match.OldOf(sibling.Syntax) is not { } old || StatementList.Of(old) is not { } list) return null;
        var index = list.Find(old).Index - offset;
        return index < 0 ? null : list.Items.ElementAtOrDefault(index);
    }

    private void OpenBodies(SyntaxNode body, SyntaxNode old)
    {
        if (Code.ListOf(body) is { } list && Code.ListOf(old) is { } oldList) Open(list, oldList);
    }

    private static IEnumerable<SyntaxNode> Bodies(SourceProgram program) =>
        program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodesAndSelf()).Where(node => Code.ListOf(node) is not null);

    private static bool SameName(SyntaxNode body, SyntaxNode old) =>
        (CallGraph.IsEntry(body) && CallGraph.IsEntry(old))
        || (Code.BareNameOf(body) is { Length: > 0 } name && name == Code.BareNameOf(old) && !CallGraph.IsEntry(body) && TypeName(body) == TypeName(old));

    private static string TypeName(SyntaxNode body) => body switch
    {
        LocalFunctionStatementSyntax => "",
        MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.StaticKeyword) => "",
        _ => body.Ancestors().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault()?.Identifier.Text ?? "",
    };

    private static int ParameterCount(SyntaxNode body) => body switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters.Count,
        LocalFunctionStatementSyntax function => function.ParameterList.Parameters.Count,
        _ => 0,
    };

    private void MatchLists(StatementList newest, StatementList old)
    {
        foreach (var (a, b) in _similarity.Align(newest, old, _match)) AddPair(a, b);
        foreach (var (a, b) in _similarity.Leftovers(newest, old, _match)) AddPair(a, b);
    }

    private static IEnumerable<(StatementList New, StatementList Old)> InnerLists(StatementSyntax newest, StatementSyntax old)
    {
        var news = ListsIn(newest);
        var olds = ListsIn(old).ToLookup(pair => pair.Role, StringComparer.Ordinal);
        foreach (var (role, list) in news)
        {
            if (olds[role].FirstOrDefault() is { List: { } other }) yield return (list, other);
        }
    }

    private static IEnumerable<(string Role, StatementList List)> ListsIn(StatementSyntax statement)
    {
        foreach (var node in statement.ChildNodes().SelectMany(Unwrap))
        {
            if (StatementList.OfHolder(node) is { } list) yield return (Role(node), list);
        }
    }

    private static IEnumerable<SyntaxNode> Unwrap(SyntaxNode node) => node switch
    {
        ElseClauseSyntax or CatchClauseSyntax or FinallyClauseSyntax => node.ChildNodes().OfType<StatementSyntax>(),
        SwitchSectionSyntax or StatementSyntax => [node],
        _ => [],
    };

    private static string Role(SyntaxNode node) => node.Parent switch
    {
        ElseClauseSyntax => "else",
        CatchClauseSyntax clause => $"catch {clause.Declaration?.Type}",
        FinallyClauseSyntax => "finally",
        _ when node is SwitchSectionSyntax section => string.Concat(section.Labels),
        _ => "body",
    };
}
