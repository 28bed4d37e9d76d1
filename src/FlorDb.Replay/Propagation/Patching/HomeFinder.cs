using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Finds where in an old version a statement of the newest source belongs.</summary>
internal sealed class HomeFinder(TreeMatch match)
{
    private const double DirectBonus = 0.5;

    /// <summary>The list of statements to insert into; null if none corresponds, so that more of the surroundings must come along.</summary>
    /// <exception cref="RefusedException">The loops are not there, or two lists are equally good.</exception>
    public StatementList? FindList(StatementInfo item)
    {
        var paths = match.Newest.Calls.PathsOf(item.Syntax);
        var scores = new Dictionary<StatementList, double>();
        if (match.OldOf(item.List) is { } direct && SamePaths(paths, direct)) scores[direct] = DirectBonus;
        foreach (var sibling in item.List.Items.Where(sibling => sibling != item))
        {
            if (match.OldOf(sibling.Syntax) is not { } old || StatementList.Of(old) is not { } list || !SamePaths(paths, list)) continue;
            // A nested loop that stands in a method there says nothing of its neighbours: the call of that method stands for it.
            if (scores.Count > 0 && !scores.ContainsKey(list) && match.Newest.Flor.LoopName(sibling.Syntax) is not null) continue;
            scores[list] = scores.GetValueOrDefault(list) + (1.0 / Math.Abs(sibling.Index - item.Index));
        }

        if (scores.Count == 0) return null;
        var ranked = scores.OrderByDescending(pair => pair.Value).Take(2).ToList();
        if (ranked is [var first, var second] && Math.Abs(first.Value - second.Value) < 1e-9)
            throw new RefusedException($"two places are equally good for the statement: line {LineOf(first.Key)} and line {LineOf(second.Key)}");
        return ranked[0].Key;
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

    /// <summary>The place in a list: the index of the statement that it is put before.</summary>
    /// <param name="item">The statement in the newest source.</param>
    /// <param name="home">The list to insert into.</param>
    /// <param name="uses">The variables of the old version that it will use.</param>
    /// <param name="usesNew">The variables of the newest source that it uses.</param>
    public int FindIndex(StatementInfo item, StatementList home, IReadOnlyCollection<ISymbol> uses, IReadOnlyCollection<ISymbol> usesNew)
    {
        var (lower, upper) = Bounds(item, home, uses, usesNew);
        if (lower > upper) throw new RefusedException(Conflict(home, lower, upper));
        var neighbours = Neighbours(item, home);
        if (neighbours.Count == 0) return WithoutNeighbours(item, home, lower, upper);
        var costs = Enumerable.Range(lower, upper - lower + 1).Select(index => (index, cost: Cost(item, neighbours, index))).ToList();
        var least = costs.Min(pair => pair.cost);
        var equal = costs.Where(pair => Math.Abs(pair.cost - least) < 1e-9).Select(pair => pair.index).ToList();
        int? afterPredecessor = null;
        int? beforeSuccessor = null;
        foreach (var (newIndex, old) in neighbours)
        {
            if (newIndex < item.Index && equal.Contains(old + 1)) afterPredecessor = old + 1;
            if (newIndex > item.Index && equal.Contains(old)) beforeSuccessor ??= old;
        }

        var follows = neighbours.Any(pair => pair.New == item.Index - 1);
        return (follows ? afterPredecessor ?? beforeSuccessor : beforeSuccessor ?? afterPredecessor) ?? equal[0];
    }

    private bool SamePaths(IEnumerable<LoopPath> paths, StatementList list)
    {
        var place = list.Items.Length > 0 ? list.Items[0].Syntax : list.Holder;
        return match.Old.Calls.PathsOf(place).ToHashSet().SetEquals(paths);
    }

    private List<(int New, int Old)> Neighbours(StatementInfo item, StatementList home) =>
        [.. from sibling in item.List.Items
            where sibling != item && sibling.Syntax is not LocalFunctionStatementSyntax
            let old = match.OldOf(sibling.Syntax)
            where old is not null
            let place = home.Items.FirstOrDefault(other => other.Syntax == old)
            where place is not null
            select (sibling.Index + 0, place.Index)];

    private static double Cost(StatementInfo item, List<(int New, int Old)> neighbours, int index) =>
        neighbours.Where(pair => pair.New < item.Index ? pair.Old >= index : pair.Old < index).Sum(pair => 1.0 / Math.Abs(pair.New - item.Index));

    /// <summary>What must hold: after the definitions it uses, on its side of each nested loop and of each change of what it uses.</summary>
    private (int Lower, int Upper) Bounds(StatementInfo item, StatementList home, IReadOnlyCollection<ISymbol> uses, IReadOnlyCollection<ISymbol> usesNew)
    {
        var (lower, upper) = (0, home.Items.TakeWhile(old => !Code.IsJump(old.Syntax)).Count());
        foreach (var old in home.Items.Where(old => old.Index < upper && Scope.DeclaredBy(match.Old, old.Syntax).Intersect(uses, SymbolEqualityComparer.Default).Any()))
            lower = Math.Max(lower, old.Index + 1);
        foreach (var sibling in item.List.Items.Where(sibling => sibling != item))
        {
            foreach (var old in home.Items.Where(old => MustKeepSide(sibling, old, usesNew)))
            {
                if (sibling.Index < item.Index) lower = Math.Max(lower, old.Index + 1);
                else upper = Math.Min(upper, old.Index);
            }
        }

        return (lower, upper);
    }

    private bool MustKeepSide(StatementInfo sibling, StatementInfo old, IReadOnlyCollection<ISymbol> usesNew)
    {
        var loops = match.Newest.Calls.LoopsReachedBy(sibling.Syntax).ToList();
        if (loops.Count > 0 && old.Syntax is not LocalFunctionStatementSyntax && sibling.Syntax is not LocalFunctionStatementSyntax
            && match.Old.Calls.LoopsReachedBy(old.Syntax).Intersect(loops).Any()) return true;
        return match.OldOf(sibling.Syntax) == old.Syntax
            && Effects.WritesOf(match.Newest, sibling.Syntax).Any(write => usesNew.Contains(write.Variable, SymbolEqualityComparer.Default));
    }

    private int WithoutNeighbours(StatementInfo item, StatementList home, int lower, int upper)
    {
        var siblings = item.List.Items.Where(sibling => match.Newest.Flor.LogName(sibling.Syntax) is null).ToList();
        if (lower == upper || siblings.All(sibling => sibling.Index <= item.Index) || home.Items.Length == 0) return upper;
        if (siblings.All(sibling => sibling.Index >= item.Index)) return lower;
        // One side of a nested loop is a place of its own, even when nothing else around it is alike.
        if (lower > 0 && upper == home.Items.TakeWhile(old => !Code.IsJump(old.Syntax)).Count()) return lower;
        throw new RefusedException($"nothing around the statement has a counterpart in {CodePlace.In(home).Name}, so its place there can't be told");
    }

    private static string Conflict(StatementList home, int lower, int upper)
    {
        var (before, after) = (home.Items[lower - 1].Syntax, upper < home.Items.Length ? home.Items[upper].Syntax : home.Items[^1].Syntax);
        return $"the statement would have to stand after line {LineOf(before)} and before line {LineOf(after)} at once: what it uses is computed in another order there";
    }

    private static int LineOf(StatementList list) => LineOf(list.Items.Length > 0 ? list.Items[0].Syntax : list.Holder);

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
