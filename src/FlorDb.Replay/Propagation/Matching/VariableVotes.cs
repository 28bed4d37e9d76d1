using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;

namespace FlorDb.Replay.Propagation.Matching;

/// <summary>
/// Which variables of two versions mean the same. Each pair of matched statements votes for the variables that stand at the same
/// places in both; a declaration's vote weighs most.
/// </summary>
internal sealed class VariableVotes
{
    private const double DeclarationWeight = 3;
    private const double SameNameBonus = 0.5;
    private readonly Dictionary<ISymbol, (ISymbol Old, double Weight)> _toOld = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _taken = new(SymbolEqualityComparer.Default);

    public VariableVotes(TreeMatch match)
    {
        var votes = new Dictionary<(ISymbol New, ISymbol Old), double>(PairComparer.Instance);
        foreach (var (newest, old) in match.Statements)
        {
            var aligned = TokenSequence.HeaderOf(match.Newest, newest).AlignVariables(TokenSequence.HeaderOf(match.Old, old));
            foreach (var (a, b) in aligned.Where(pair => pair.New.Declares == pair.Old.Declares && Compatible(pair.New.Variable!, pair.Old.Variable!)))
            {
                var key = (a.Variable!, b.Variable!);
                votes[key] = votes.GetValueOrDefault(key) + (a.Declares ? DeclarationWeight : 1);
            }
        }

        AddParameters(match, votes);
        foreach (var (pair, weight) in votes.OrderByDescending(vote => vote.Value + (vote.Key.New.Name == vote.Key.Old.Name ? SameNameBonus : 0)))
        {
            if (_toOld.ContainsKey(pair.New) || _taken.Contains(pair.Old)) continue;
            _toOld[pair.New] = (pair.Old, weight);
            _taken.Add(pair.Old);
        }
    }

    /// <summary>The variable that means the same in the old version, with the weight of the evidence; null if none was seen.</summary>
    public (ISymbol Old, double Weight)? OldOf(ISymbol variable) => _toOld.TryGetValue(variable, out var old) ? old : null;

    /// <summary>Whether an old variable is known to mean the same as some new one.</summary>
    public bool IsTaken(ISymbol old) => _taken.Contains(old);

    private static void AddParameters(TreeMatch match, Dictionary<(ISymbol New, ISymbol Old), double> votes)
    {
        foreach (var body in match.Newest.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes()))
        {
            if (match.OldBodyOf(body) is not { } old) continue;
            if (match.Newest.Declared(body) is not IMethodSymbol a || match.Old.Declared(old) is not IMethodSymbol b) continue;
            foreach (var parameter in a.Parameters)
            {
                var same = b.Parameters.FirstOrDefault(other => other.Name == parameter.Name)
                    ?? (a.Parameters.Length == b.Parameters.Length ? b.Parameters[parameter.Ordinal] : null);
                if (same is null || !Compatible(parameter, same)) continue;
                votes[(parameter, same)] = votes.GetValueOrDefault((parameter, same)) + 1;
            }
        }
    }

    /// <summary>Whether two variables can mean the same: where both types are known, they have the same name.</summary>
    public static bool Compatible(ISymbol a, ISymbol b)
    {
        var (typeA, typeB) = (Code.TypeOf(a), Code.TypeOf(b));
        if (typeA is null or IErrorTypeSymbol || typeB is null or IErrorTypeSymbol) return true;
        var owned = typeA.DeclaringSyntaxReferences.Length > 0 && typeB.DeclaringSyntaxReferences.Length > 0;
        return owned || Code.TypeName(typeA) == Code.TypeName(typeB);
    }

    private sealed class PairComparer : IEqualityComparer<(ISymbol New, ISymbol Old)>
    {
        public static readonly PairComparer Instance = new();

        public bool Equals((ISymbol New, ISymbol Old) x, (ISymbol New, ISymbol Old) y) =>
            SymbolEqualityComparer.Default.Equals(x.New, y.New) && SymbolEqualityComparer.Default.Equals(x.Old, y.Old);

        public int GetHashCode((ISymbol New, ISymbol Old) pair) =>
            HashCode.Combine(SymbolEqualityComparer.Default.GetHashCode(pair.New), SymbolEqualityComparer.Default.GetHashCode(pair.Old));
    }
}
