using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Finds the list of statements of an old version that a statement of the newest source belongs into.</summary>
internal sealed class HomeFinder(TreeMatch match, VariableMap variables, PlaceFinder places)
{
    private const double DirectBonus = 0.5;
    private const double InCondition = 0.5;

    /// <summary>The list of statements to insert into; null if none corresponds, so that more of the surroundings must come along.</summary>
    /// <exception cref="RefusedException">It would run more than once there, or on two sides of something at once, or two lists are equally good.</exception>
    public StatementList? FindList(StatementInfo item)
    {
        var ranked = Scores(item).OrderByDescending(pair => pair.Value).ToList();
        if (ranked.Count == 0) return null;
        var feasible = ranked.Where(pair => places.ConflictIn(item, pair.Key) is null).ToList();
        if (feasible.Count == 0) throw new RefusedException(places.ConflictIn(item, ranked[0].Key)!);
        if (feasible.Where(pair => SeesWhatIsUsed(item, pair.Key)).ToList() is { Count: > 0 } seeing) feasible = seeing;
        if (LoopOfItsOwn(item, feasible[0].Key) is { } loop)
            throw new RefusedException($"the statement would run more than once in an iteration there: its place is inside of the loop at line {LineOf(loop)}");
        if (feasible is [var first, var second, ..] && Math.Abs(first.Value - second.Value) < 1e-9)
            throw new RefusedException($"two places are equally good for the statement: line {LineOf(first.Key)} and line {LineOf(second.Key)}");
        if (CallsOfItsOwn(item, feasible[0].Key) is { } body)
            throw new RefusedException($"the statement would run more than once in an iteration there: its place is in {Code.NameOf(body)}, which is called from several places");
        foreach (var around in Around(feasible[0].Key.Holder).OfType<StatementSyntax>())
        {
            if (match.TwinOf(around) is { } twin) throw new RefusedException($"two loops are equally good for the statement: line {LineOf(around)} and line {LineOf(twin)}");
        }

        return feasible[0].Key;
    }

    /// <summary>Refuses if the loops around a statement are not in the old version.</summary>
    public void RequireLoops(StatementInfo item)
    {
        var paths = match.Newest.Calls.PathsOf(item.Syntax);
        if (paths.IsEmpty) throw new RefusedException($"the statement is in {Code.NameOf(Code.BodyOf(item.Syntax))}, which the newest source never calls");
        var existing = match.Old.Flor.Loops.SelectMany(loop => match.Old.Calls.PathsOf(loop.Syntax).Select(path => path.Append(loop.Name))).ToHashSet();
        foreach (var path in paths.Where(path => path.Depth > 0 && !existing.Contains(path)))
        {
            var missing = Enumerable.Range(1, path.Depth).Select(depth => LoopPath.Of(path.Loops.AsSpan(0, depth))).First(prefix => !existing.Contains(prefix));
            var known = existing.Count == 0 ? "it has no loops" : "it has " + string.Join(", ", existing.Select(loop => $"'{loop}'").Order(StringComparer.Ordinal));
            throw new RefusedException($"loop '{missing}' is missing there; {known}");
        }
    }

    /// <summary>The line of a list's first statement, for people.</summary>
    public static int LineOf(StatementList list) => LineOf(list.Items.Length > 0 ? list.Items[0].Syntax : list.Holder);

    /// <summary>The line of a piece of code, for people.</summary>
    public static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private Dictionary<StatementList, double> Scores(StatementInfo item)
    {
        var paths = match.Newest.Calls.PathsOf(item.Syntax);
        var scores = new Dictionary<StatementList, double>();
        if (match.OldOf(item.List) is { } direct && SamePaths(paths, direct)) scores[direct] = DirectBonus;
        foreach (var sibling in item.List.Items.Where(sibling => sibling != item))
        {
            if (match.OldOf(sibling.Syntax) is not { } old || StatementList.Of(old) is not { } list || !SamePaths(paths, list)) continue;
            // A nested loop that stands in a method there says nothing of its neighbours: the call of that method stands for it.
            if (scores.Count > 0 && !scores.ContainsKey(list) && match.Newest.Flor.LoopName(sibling.Syntax) is not null) continue;
            var weight = IsInForeignCondition(item, list) ? InCondition : 1;
            scores[list] = scores.GetValueOrDefault(list) + (weight / Math.Pow(sibling.Index - item.Index, 2));
        }

        return scores;
    }

    private bool SamePaths(IEnumerable<LoopPath> paths, StatementList list)
    {
        var place = list.Items.Length > 0 ? list.Items[0].Syntax : list.Holder;
        return match.Old.Calls.PathsOf(place).ToHashSet().SetEquals(paths);
    }

    /// <summary>Whether code in a list can use the counterparts of the local variables that a statement uses.</summary>
    private bool SeesWhatIsUsed(StatementInfo item, StatementList list) =>
        Effects.UsedBy(match.Newest, item.Syntax).Where(variable => variable is ILocalSymbol && variables.HasCounterpart(variable))
            .All(variable => variables.Resolve(variable, CodePlace.In(list)) is not null);

    /// <summary>Whether a list runs only under a condition that the statement does not stand under.</summary>
    private bool IsInForeignCondition(StatementInfo item, StatementList list)
    {
        var conditions = Around(list.Holder).Where(node => node is IfStatementSyntax or SwitchStatementSyntax or CatchClauseSyntax);
        return conditions.Any(condition => !item.Syntax.Ancestors().OfType<StatementSyntax>().Any(outer => match.OldOf(outer) is { } old && (old == condition || old == condition.Parent)));
    }

    /// <summary>A plain loop around a list, inside of the innermost Flor loop, that the statement does not stand in.</summary>
    private StatementSyntax? LoopOfItsOwn(StatementInfo item, StatementList list)
    {
        var around = LoopsAround(match.Newest, item.Syntax, []).Select(match.OldOf).ToHashSet();
        return Around(list.Holder).TakeWhile(node => match.Old.Flor.LoopName(node) is null).OfType<StatementSyntax>().FirstOrDefault(loop => Code.IsLoop(loop) && !around.Contains(loop));
    }

    /// <summary>The method around a list, if several places call it and it is not the counterpart of the statement's own.</summary>
    private SyntaxNode? CallsOfItsOwn(StatementInfo item, StatementList list)
    {
        if (CodePlace.In(list).Body is not { } body || CallGraph.IsEntry(body) || match.Old.Calls.SitesOf(body).Take(2).Count() < 2) return null;
        return Code.BodyOf(item.Syntax) is { } own && match.OldBodyOf(own) == body ? null : body;
    }

    private static IEnumerable<StatementSyntax> LoopsAround(SourceProgram program, SyntaxNode code, HashSet<SyntaxNode> seen)
    {
        if (Code.BodyOf(code) is not { } body || !seen.Add(body)) return [];
        var own = code.Ancestors().TakeWhile(outer => outer != body).OfType<StatementSyntax>().Where(Code.IsLoop);
        return own.Concat(program.Calls.SitesOf(body).SelectMany(site => LoopsAround(program, site, seen)));
    }

    private static IEnumerable<SyntaxNode> Around(SyntaxNode holder)
    {
        var body = Code.BodyOf(holder);
        return holder.Ancestors().TakeWhile(node => node != body);
    }
}
