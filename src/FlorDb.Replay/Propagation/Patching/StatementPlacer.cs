using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Puts log statements of the newest source, and what they depend on, into an old version.</summary>
internal sealed class StatementPlacer
{
    private readonly TreeMatch _match;
    private readonly PlaceFinder _places;
    private readonly HomeFinder _homes;
    private readonly CodeCarrier _code;
    private readonly UsingCarrier _usings;
    private readonly TextPatch _patch;
    private readonly LocalCarrier _locals;
    private readonly BlockTrimmer _blocks;
    private readonly VariableMap _variables;
    private readonly Dictionary<StatementSyntax, PlacedStatement> _placed = [];

    public StatementPlacer(TreeMatch match)
    {
        _match = match;
        _places = new PlaceFinder(match);
        _variables = new VariableMap(match, new VariableVotes(match));
        _homes = new HomeFinder(match, _variables, _places);
        _patch = new TextPatch(match.Old);
        _usings = new UsingCarrier(match.Newest, match.Old, _patch);
        _blocks = new BlockTrimmer(match.Newest);
        _code = new CodeCarrier(match, _variables, _patch, _usings) { CarryLocal = (local, place) => _locals!.Carry(local, place) };
        _locals = new LocalCarrier(match, this, _code, _patch);
    }

    /// <summary>The statement that is being carried; null between two.</summary>
    public StatementInfo? Current { get; private set; }

    /// <summary>Places all statements that log some names.</summary>
    public void Place(IReadOnlyCollection<LogCall> logs)
    {
        var roots = logs.Select(log => (Log: StatementOf(log), Root: Lift(StatementOf(log))))
            .GroupBy(pair => (pair.Root.Item, pair.Root.Home), pair => pair.Log).ToList();
        foreach (var root in roots.OrderBy(root => root.Key.Item.Syntax.SpanStart))
        {
            var (item, home) = root.Key;
            var kept = root.Select(log => log.Syntax).Where(log => item.Syntax.Span.Contains(log.Span)).ToList();
            Place(item, home, kept.Count == 0 || kept.Contains(item.Syntax) ? null : _blocks.KeptIn(item, kept));
        }
    }

    /// <summary>The text of each file that changed.</summary>
    public IReadOnlyDictionary<string, string> Apply()
    {
        foreach (var home in _placed.Values.Where(placed => placed.Text.Length > 0).GroupBy(placed => (placed.Home, placed.Index)))
        {
            var texts = home.OrderBy(placed => placed.Item.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(placed => placed.Item.Syntax.SpanStart).Select(placed => placed.Text).ToList();
            _patch.InsertStatements(home.Key.Home, home.Key.Index, texts);
        }

        _usings.Insert();
        return _patch.Apply();
    }

    /// <summary>Finds the statement's home; where its surroundings are new too, that of the smallest piece around it that has one.</summary>
    public (StatementInfo Item, StatementList Home) Lift(StatementInfo item)
    {
        _homes.RequireLoops(item);
        while (true)
        {
            if (_homes.FindList(item) is { } home) return (item, home);
            item = Around(item) ?? CallOf(Code.BodyOf(item.Syntax));
        }
    }

    /// <summary>Notes what becomes of a statement that needs no place of its own, or has one already.</summary>
    public void Note(PlacedStatement placed) => _placed[placed.Item.Syntax] = placed;

    /// <summary>Carries a statement into a list of the old version, or those of its parts that are to be kept.</summary>
    public void Place(StatementInfo item, StatementList home, IReadOnlySet<StatementSyntax>? kept = null)
    {
        if (_placed.ContainsKey(item.Syntax)) return;
        var outer = Current;
        Current = item;
        var place = CodePlace.In(home);
        var uses = new CarriedUses();
        var mode = EvaluationMode.Around(_match, item, _places.DependenciesOf(item.Syntax));
        var text = _code.Carry(item.Syntax, place, uses, kept, carried => UndoModes(item, kept, carried, place, uses));
        if (mode is not null) text = mode.Wrap(text, _code, place, uses);
        Current = outer;
        AddDependencies(item, place, uses);
        var lowest = _placed.Values.Where(placed => placed.Home.Equals(home) && Declares(placed, uses)).Select(placed => placed.FirstUse).DefaultIfEmpty(0).Max();
        _placed[item.Syntax] = new PlacedStatement(item, home, _places.FindIndex(item, home, lowest, uses), text);
    }

    private void UndoModes(StatementInfo item, IReadOnlySet<StatementSyntax>? kept, CarriedText text, CodePlace place, CarriedUses uses)
    {
        foreach (var mode in kept is null ? [] : EvaluationMode.Inside(_match.Newest, item.Syntax, [.. kept.Where(part => !Effects.SwitchesToEvaluation(part))]))
            mode.Undo(text, _code, place, uses);
    }

    private bool Declares(PlacedStatement placed, CarriedUses uses) => Scope.DeclaredBy(_match.Newest, placed.Item.Syntax).Any(uses.Newest.Contains);

    /// <summary>Adds what the methods that a statement calls take from outside: fields, and variables that they capture.</summary>
    private void AddDependencies(StatementInfo item, CodePlace place, CarriedUses uses)
    {
        foreach (var variable in _places.DependenciesOf(item.Syntax).Where(uses.Newest.Add))
        {
            if (_variables.Resolve(variable, place) is { } old) uses.Old.Add(old);
        }
    }

    private static StatementInfo StatementOf(LogCall log) => SourceProgram.StatementOf(log.Syntax)
        ?? throw new RefusedException($"the call that logs '{log.Name}' is not inside of a statement that could be put into another version");

    private StatementInfo? Around(StatementInfo item)
    {
        for (var node = item.List.Holder; node is not null; node = node.Parent)
        {
            if (node is LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax) return null;
            if (node is not StatementSyntax statement || statement == item.Syntax || StatementList.Of(statement) is not { } list) continue;
            if (_match.Newest.Flor.LoopName(statement) is { } loop) throw new RefusedException($"the body of loop '{loop}' has no counterpart there");
            if (Code.IsLoop(statement) && _match.OldOf(statement) is { } other)
                throw new RefusedException($"the statement is in the loop at line {HomeFinder.LineOf(statement)}, whose counterpart at line {HomeFinder.LineOf(other)} runs in other loops");
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
}
