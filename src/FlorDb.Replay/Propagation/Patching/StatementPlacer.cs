using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Puts log statements of the newest source, and what they depend on, into an old version.</summary>
internal sealed class StatementPlacer
{
    private readonly TreeMatch _match;
    private readonly HomeFinder _homes;
    private readonly CodeCarrier _code;
    private readonly UsingCarrier _usings;
    private readonly TextPatch _patch;
    private readonly Dictionary<StatementSyntax, Placed> _placed = [];
    private readonly HashSet<ISymbol> _carrying = new(SymbolEqualityComparer.Default);
    private StatementInfo? _current;

    public StatementPlacer(TreeMatch match)
    {
        _match = match;
        _homes = new HomeFinder(match);
        _patch = new TextPatch(match.Old);
        _usings = new UsingCarrier(match.Newest, match.Old, _patch);
        _code = new CodeCarrier(match, new VariableMap(match, new VariableVotes(match)), _patch, _usings) { CarryLocal = CarryLocal };
    }

    private sealed record Placed(StatementInfo Item, StatementList Home, int Index, string Text);

    /// <summary>Places all statements that log some names.</summary>
    public void Place(IReadOnlyCollection<LogCall> logs)
    {
        var roots = logs.Select(log => (Log: StatementOf(log), Root: Lift(StatementOf(log))))
            .GroupBy(pair => (pair.Root.Item, pair.Root.Home), pair => pair.Log).ToList();
        foreach (var root in roots.OrderBy(root => root.Key.Item.Syntax.SpanStart))
        {
            var kept = root.Select(item => item.Syntax).Where(log => root.Key.Item.Syntax.Span.Contains(log.Span)).ToList();
            Place(root.Key.Item, root.Key.Home, kept.Count == 0 || kept.Contains(root.Key.Item.Syntax) ? null : KeptIn(root.Key.Item, kept));
        }
    }

    /// <summary>The text of each file that changed.</summary>
    public IReadOnlyDictionary<string, string> Apply()
    {
        foreach (var home in _placed.Values.GroupBy(placed => (placed.Home, placed.Index)))
        {
            var texts = home.OrderBy(placed => placed.Item.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(placed => placed.Item.Syntax.SpanStart).Select(placed => placed.Text).ToList();
            _patch.InsertStatements(home.Key.Home, home.Key.Index, texts);
        }

        _usings.Insert();
        return _patch.Apply();
    }

    private static StatementInfo StatementOf(LogCall log) => SourceProgram.StatementOf(log.Syntax)
        ?? throw new RefusedException($"the call that logs '{log.Name}' is not inside of a statement that could be put into another version");

    /// <summary>Finds the statement's home; where its surroundings are new too, that of the smallest piece around it that has one.</summary>
    private (StatementInfo Item, StatementList Home) Lift(StatementInfo item)
    {
        _homes.RequireLoops(item);
        while (true)
        {
            if (_homes.FindList(item) is { } home) return (item, home);
            item = Around(item) ?? CallOf(Code.BodyOf(item.Syntax));
        }
    }

    private StatementInfo? Around(StatementInfo item)
    {
        for (var node = item.List.Holder; node is not null; node = node.Parent)
        {
            if (node is LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax) return null;
            if (node is not StatementSyntax statement || statement == item.Syntax || StatementList.Of(statement) is not { } list) continue;
            if (_match.Newest.Flor.LoopName(statement) is { } loop) throw new RefusedException($"the body of loop '{loop}' has no counterpart there");
            return list.Find(statement);
        }

        return null;
    }

    /// <summary>The statement that calls a helper which the old version lacks: it is what has to be placed.</summary>
    private StatementInfo CallOf(SyntaxNode? body)
    {
        var name = Code.NameOf(body);
        var sites = body is null || CallGraph.IsEntry(body) ? [] : _match.Newest.Calls.SitesOf(body).ToList();
        if (sites.Count == 0) throw new RefusedException($"nothing around the statement has a counterpart in {name}, so its place there can't be told");
        if (sites.Count > 1) throw new RefusedException($"the statement is in {name}, which has no counterpart there and is called from {sites.Count} places");
        if (_match.OldBodyOf(body!) is not null) throw new RefusedException($"{name} runs in other loops there");
        var item = SourceProgram.StatementOf(sites[0]);
        if (item?.Syntax is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax })
            throw new RefusedException($"the statement is in {name}, which has no counterpart there, and its result is used where it is called");
        return item;
    }

    private int Place(StatementInfo item, StatementList home, IReadOnlySet<StatementSyntax>? kept)
    {
        if (_placed.TryGetValue(item.Syntax, out var known)) return known.Index;
        var outer = _current;
        _current = item;
        var uses = new CarriedUses();
        var text = _code.Carry(item.Syntax, CodePlace.In(home), uses, kept);
        _current = outer;
        var index = _homes.FindIndex(item, home, uses.Old, uses.Newest);
        _placed[item.Syntax] = new Placed(item, home, index, text);
        return RequireOrder(item, home, index, uses);
    }

    /// <summary>A carried declaration must not end up behind what uses it.</summary>
    private int RequireOrder(StatementInfo item, StatementList home, int index, CarriedUses uses)
    {
        foreach (var placed in _placed.Values.Where(other => other.Home.Equals(home) && other.Item != item && other.Item.Syntax.SpanStart < item.Syntax.SpanStart))
        {
            var declared = Scope.DeclaredBy(_match.Newest, placed.Item.Syntax).FirstOrDefault(symbol => uses.Newest.Contains(symbol));
            if (declared is not null && placed.Index > index) throw new RefusedException($"'{declared.Name}' would be computed after the statement that logs it there");
        }

        return index;
    }

    /// <summary>The parts of a new piece of code that its log statements need: the rest of it does not belong into the old version.</summary>
    private HashSet<StatementSyntax> KeptIn(StatementInfo root, IEnumerable<StatementSyntax> logs)
    {
        var kept = logs.ToHashSet();
        var open = new Queue<ISymbol>(kept.Concat(kept.SelectMany(log => log.Ancestors().OfType<StatementSyntax>())).Where(part => root.Syntax.Span.Contains(part.Span))
            .SelectMany(part => Effects.UsedBy(_match.Newest, part)));
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        while (open.TryDequeue(out var variable))
        {
            if (!Effects.DeclaredIn(variable, root.Syntax) || !seen.Add(variable)) continue;
            var makers = root.Syntax.DescendantNodes().OfType<StatementSyntax>().Where(part => StatementList.Of(part) is not null && Makes(part, variable));
            foreach (var maker in makers.Where(part => !kept.Any(log => part.Span.Contains(log.Span))).ToList())
            {
                kept.Add(maker);
                foreach (var used in Effects.UsedBy(_match.Newest, maker)) open.Enqueue(used);
            }
        }

        foreach (var part in kept.Where(part => _match.Newest.Flor.LogName(part) is null)) RequirePure(part, seen, seen.FirstOrDefault());
        return kept;
    }

    private bool Makes(StatementSyntax part, ISymbol variable) =>
        Scope.DeclaredBy(_match.Newest, part).Contains(variable, SymbolEqualityComparer.Default)
        || (Effects.DeclaredIn(variable, part) is false && Effects.WritesOf(_match.Newest, part).Any(write => SymbolEqualityComparer.Default.Equals(write.Variable, variable)));

    /// <summary>Carries the statements that compute a local variable which the old version lacks.</summary>
    private string? CarryLocal(ISymbol local, CodePlace place)
    {
        if (local.DeclaringSyntaxReferences[0].GetSyntax() is not { } declaration || SourceProgram.StatementOf(declaration) is not { } item) return null;
        if (!Scope.DeclaredBy(_match.Newest, item.Syntax).Contains(local, SymbolEqualityComparer.Default) || _match.IsMatched(item.Syntax)) return null;
        if (!_carrying.Add(local)) return _code.NameLocal(local, place);
        var user = _current ?? item;
        var makers = Makers(item, user, local).ToList();
        var own = new HashSet<ISymbol>([.. _carrying, .. Scope.DeclaredBy(_match.Newest, item.Syntax)], SymbolEqualityComparer.Default);
        RequireAllWrites(local, makers, user);
        foreach (var part in makers) RequirePure(part.Syntax, own, local);
        foreach (var part in makers)
        {
            var (root, home) = Lift(part);
            if (root != part || (part == makers[0] && !CanReach(place, home))) return null;
            Place(part, home, null);
        }

        return _code.NameLocal(local, place);
    }

    private static bool CanReach(CodePlace place, StatementList home) =>
        place.List is { } list && (home.Equals(list) || home.Holder.Span.Contains(list.Holder.Span)) && (place.Type is null || Scope.TypeAround(home) == place.Type);

    /// <summary>The statements up to a user that compute a variable: of a statement that the old version has too, only the parts that do.</summary>
    private IEnumerable<StatementInfo> Makers(StatementInfo declaration, StatementInfo user, ISymbol local)
    {
        foreach (var part in declaration.List.Items.Where(part => part.Index >= declaration.Index && part.Syntax.SpanStart < user.Syntax.SpanStart && Makes(part.Syntax, local)))
        {
            if (!part.Syntax.Span.Contains(user.Syntax.Span) && !_match.IsMatched(part.Syntax)) yield return part;
            else foreach (var inner in InnerMakers(part.Syntax, user, local)) yield return inner;
        }
    }

    private IEnumerable<StatementInfo> InnerMakers(StatementSyntax part, StatementInfo user, ISymbol local)
    {
        foreach (var inner in part.DescendantNodes().OfType<StatementSyntax>().Where(inner => inner.SpanStart < user.Syntax.SpanStart && Makes(inner, local)))
        {
            var isInnermost = !inner.DescendantNodes().OfType<StatementSyntax>().Any(deeper => Makes(deeper, local));
            if (isInnermost && StatementList.Of(inner) is { } list) yield return list.Find(inner);
        }
    }

    /// <summary>A variable that is also changed elsewhere carries state of its own, which replay would not restore.</summary>
    private void RequireAllWrites(ISymbol local, List<StatementInfo> makers, StatementInfo user)
    {
        var body = Code.BodyOf(makers[0].Syntax)!;
        var depth = _match.Newest.Calls.PathsOf(makers[0].Syntax);
        var sameLoops = depth.SequenceEqual(_match.Newest.Calls.PathsOf(user.Syntax));
        var other = body.DescendantNodes().OfType<StatementSyntax>().SelectMany(part => Effects.WritesOf(_match.Newest, part))
            .FirstOrDefault(write => SymbolEqualityComparer.Default.Equals(write.Variable, local) && !makers.Any(maker => maker.Syntax.Span.Contains(write.Where.Span))
                && (!sameLoops || write.Where.SpanStart < user.Syntax.SpanStart));
        if (other is not null)
            throw new RefusedException($"'{local.Name}' has no counterpart there and is carried from one iteration to the next (line {other.Where.GetLocation().GetLineSpan().StartLinePosition.Line + 1} of the newest source)");
    }

    private void RequirePure(StatementSyntax part, IReadOnlySet<ISymbol> own, ISymbol? local)
    {
        if (Effects.ImpurityOf(_match.Newest, part, own) is not { } reason) return;
        var line = part.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        throw new RefusedException($"'{local?.Name}' has no counterpart there, and what computes it can't be carried: line {line} of the newest source {reason}");
    }
}
