using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Finds the place for a statement of the newest source in a list of statements of an old version.</summary>
internal sealed class PlaceFinder(TreeMatch match)
{
    private readonly ChangedState _newState = new(match.Newest);
    private readonly ChangedState _oldState = new(match.Old);

    /// <summary>The variables that a statement of the newest source depends on.</summary>
    public IEnumerable<ISymbol> DependenciesOf(SyntaxNode code) => _newState.DependenciesOf(code);

    /// <summary>Why a statement has no place in a list; null if it has one.</summary>
    public string? ConflictIn(StatementInfo item, StatementList home)
    {
        var (lower, upper) = Bounds(item, home, 0, [], [.. DependenciesOf(item.Syntax)]);
        return lower > upper ? Conflict(home, lower, upper) : null;
    }

    /// <summary>The place in a list: the index of the statement that it is put before.</summary>
    /// <param name="item">The statement in the newest source.</param>
    /// <param name="home">The list to insert into.</param>
    /// <param name="lowest">The first place where the carried variables that it uses are declared.</param>
    /// <param name="uses">The variables that it will use there, and those that it uses in the newest source.</param>
    public int FindIndex(StatementInfo item, StatementList home, int lowest, CarriedUses uses)
    {
        var (lower, upper) = Bounds(item, home, lowest, uses.Old, uses.Newest);
        if (lower > upper) throw new RefusedException(Conflict(home, lower, upper));
        var neighbours = Neighbours(item, home);
        var costs = Enumerable.Range(lower, upper - lower + 1).Select(index => (index, cost: Cost(item, neighbours, index))).ToList();
        var least = costs.Min(pair => pair.cost);
        var equal = costs.Where(pair => Math.Abs(pair.cost - least) < 1e-9).Select(pair => pair.index).ToList();
        int? after = neighbours.Where(pair => pair.New < item.Index && equal.Contains(pair.Old + 1)).Select(pair => (int?)pair.Old + 1).LastOrDefault();
        int? before = neighbours.Where(pair => pair.New > item.Index && equal.Contains(pair.Old)).Select(pair => (int?)pair.Old).FirstOrDefault();
        var (first, last) = (after ?? equal[0], before ?? equal[^1]);
        var changes = home.Items.Where(old => old.Index >= first && old.Index < last && _oldState.Touches(old.Syntax, uses.Old)).ToList();
        if (changes.Count > 0) return AmongChanges(item, uses.Newest, changes, after, before);
        if (neighbours.Count == 0) return WithoutNeighbours(item, home, lower, upper);
        var follows = neighbours.Any(pair => pair.New == item.Index - 1);
        return (follows ? after ?? before : before ?? after) ?? equal[0];
    }

    private List<(int New, int Old)> Neighbours(StatementInfo item, StatementList home) =>
        [.. from sibling in item.List.Items
            where sibling != item && sibling.Syntax is not LocalFunctionStatementSyntax
            let old = match.OldOf(sibling.Syntax)
            where old is not null
            let place = home.Items.FirstOrDefault(other => other.Syntax.SyntaxTree == old.SyntaxTree && other.Syntax.Span.Contains(old.Span))
            where place is not null && !old.Ancestors().TakeWhile(outer => place.Syntax.Span.Contains(outer.Span)).OfType<StatementSyntax>().Any(Code.IsLoop)
            select (sibling.Index, place.Index)];

    private static double Cost(StatementInfo item, List<(int New, int Old)> neighbours, int index) =>
        neighbours.Where(pair => pair.New < item.Index ? pair.Old >= index : pair.Old < index).Sum(pair => 1.0 / Math.Abs(pair.New - item.Index));

    /// <summary>
    /// The place where statements that the newest source does not have, or has otherwise, change what is used: behind them if it has such
    /// statements of its own before this one, in front of them if behind it. Where it has none, only one known neighbour can tell.
    /// </summary>
    private int AmongChanges(StatementInfo item, IReadOnlyCollection<ISymbol> usesNew, List<StatementInfo> changes, int? after, int? before)
    {
        var isBehind = Unmatched(item, -1).Any(sibling => _newState.Touches(sibling.Syntax, usesNew) || Scope.DeclaredBy(match.Newest, sibling.Syntax).Intersect(usesNew, SymbolEqualityComparer.Default).Any());
        var isInFront = Unmatched(item, 1).Any(sibling => _newState.Touches(sibling.Syntax, usesNew));
        if (isBehind && !isInFront) return changes[^1].Index + 1;
        if (isInFront && !isBehind) return after ?? changes[0].Index;
        if (!isBehind && before is null && after is { } next) return next;
        if (!isBehind && after is null && before is { } previous) return previous;
        var effect = Effects.ImpurityOf(match.Old, changes[0].Syntax, new HashSet<ISymbol>(SymbolEqualityComparer.Default)) ?? "changes what it uses";
        throw new RefusedException($"two places are equally good for the statement: before and after line {HomeFinder.LineOf(changes[0].Syntax)}, which {effect}");
    }

    /// <summary>The siblings on one side up to the first that the old version has, too.</summary>
    private IEnumerable<StatementInfo> Unmatched(StatementInfo item, int direction)
    {
        for (var i = item.Index + direction; i >= 0 && i < item.List.Items.Length && !match.IsMatched(item.List.Items[i].Syntax); i += direction)
            yield return item.List.Items[i];
    }

    /// <summary>What must hold: after the definitions it uses, on its side of each nested loop and of each change of what it uses.</summary>
    private (int Lower, int Upper) Bounds(StatementInfo item, StatementList home, int lowest, IReadOnlyCollection<ISymbol> uses, IReadOnlyCollection<ISymbol> usesNew)
    {
        var (lower, upper) = (lowest, End(home));
        foreach (var old in home.Items.Where(old => old.Index < upper && Scope.DeclaredBy(match.Old, old.Syntax).Intersect(uses, SymbolEqualityComparer.Default).Any()))
            lower = Math.Max(lower, old.Index + 1);
        var siblings = item.List.Items.Where(sibling => sibling != item && sibling.Syntax is not LocalFunctionStatementSyntax)
            .OrderBy(sibling => Math.Abs(sibling.Index - item.Index)).ToList();
        foreach (var sibling in siblings)
        {
            foreach (var old in SameLoops(sibling, home)) Narrow(sibling, old);
        }

        // Between the same two changes, farther ones may have moved: what they did is what the iteration before did.
        var (behind, inFront) = (false, false);
        foreach (var sibling in siblings)
        {
            foreach (var old in SameChanges(sibling, home, usesNew))
            {
                var moved = sibling.Index < item.Index ? old.Index >= upper : old.Index < lower;
                if (moved && behind && inFront) continue;
                Narrow(sibling, old);
                behind |= sibling.Index < item.Index;
                inFront |= sibling.Index > item.Index;
            }
        }

        void Narrow(StatementInfo sibling, StatementInfo old)
        {
            if (sibling.Index < item.Index) lower = Math.Max(lower, old.Index + 1);
            else upper = Math.Min(upper, old.Index);
        }

        return (lower, upper);
    }

    private static int End(StatementList home) => home.Items.TakeWhile(old => !Code.IsJump(old.Syntax)).Count();

    /// <summary>The statements of a list that enter the loops which a statement of the newest source enters.</summary>
    private IEnumerable<StatementInfo> SameLoops(StatementInfo sibling, StatementList home)
    {
        var loops = match.Newest.Calls.LoopsReachedBy(sibling.Syntax).ToList();
        return loops.Count == 0 ? []
            : home.Items.Where(old => old.Syntax is not LocalFunctionStatementSyntax && match.Old.Calls.LoopsReachedBy(old.Syntax).Intersect(loops).Any());
    }

    /// <summary>The statements of a list that hold the counterparts of what a statement of the newest source does to some variables.</summary>
    private IEnumerable<StatementInfo> SameChanges(StatementInfo sibling, StatementList home, IReadOnlyCollection<ISymbol> usesNew)
    {
        if (!_newState.Touches(sibling.Syntax, usesNew)) return [];
        return match.Newest.Calls.ReachedFrom(sibling.Syntax).Prepend(sibling.Syntax).SelectMany(code => code.DescendantNodesAndSelf().OfType<StatementSyntax>())
            .Where(part => !part.DescendantNodes().OfType<StatementSyntax>().Any() && _newState.Touches(part, usesNew))
            .Prepend(sibling.Syntax).Select(match.OldOf).OfType<StatementSyntax>().Select(old => HolderOf(old, home)).OfType<StatementInfo>().Distinct();
    }

    /// <summary>The one statement of a list that holds another, or that executes it through calls.</summary>
    private StatementInfo? HolderOf(StatementSyntax old, StatementList home)
    {
        var holder = home.Items.FirstOrDefault(item => item.Syntax.SyntaxTree == old.SyntaxTree && item.Syntax.Span.Contains(old.Span));
        if (holder is not null) return holder.Syntax is LocalFunctionStatementSyntax ? null : holder;
        if (Code.BodyOf(old) is not { } body) return null;
        var callers = home.Items.Where(item => item.Syntax is not LocalFunctionStatementSyntax && match.Old.Calls.ReachedFrom(item.Syntax).Contains(body)).Take(2).ToList();
        return callers is [var only] ? only : null;
    }

    private int WithoutNeighbours(StatementInfo item, StatementList home, int lower, int upper)
    {
        var siblings = item.List.Items.Where(sibling => match.Newest.Flor.LogName(sibling.Syntax) is null).ToList();
        if (lower == upper || siblings.All(sibling => sibling.Index <= item.Index) || home.Items.Length == 0) return upper;
        if (siblings.All(sibling => sibling.Index >= item.Index)) return lower;
        // One side of a nested loop is a place of its own, even when nothing else around it is alike.
        if (lower > 0 && upper == End(home)) return lower;
        throw new RefusedException($"nothing around the statement has a counterpart in {CodePlace.In(home).Name}, so its place there can't be told");
    }

    private static string Conflict(StatementList home, int lower, int upper)
    {
        var (before, after) = (home.Items[lower - 1].Syntax, upper < home.Items.Length ? home.Items[upper].Syntax : home.Items[^1].Syntax);
        return $"the statement would have to stand after line {HomeFinder.LineOf(before)} and before line {HomeFinder.LineOf(after)} at once: what it uses is computed in another order there";
    }
}
