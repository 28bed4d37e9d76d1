using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Matching;

/// <summary>
/// Which variables of two versions mean the same. Each pair of matched statements votes for the variables that stand at the same
/// places in both; a declaration's vote weighs most.
/// </summary>
internal sealed class VariableVotes
{
    private const double DeclarationWeight = 3;
    private const double AssignmentWeight = 2;
    private const double SameNameBonus = 1.5;
    private readonly Dictionary<ISymbol, (ISymbol Old, double Weight)> _toOld = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ISymbol> _toNew = new(SymbolEqualityComparer.Default);

    public VariableVotes(TreeMatch match)
    {
        var votes = new Dictionary<(ISymbol New, ISymbol Old), double>(PairComparer.Instance);
        foreach (var (newest, old) in match.Statements)
        {
            var (left, right) = (TokenSequence.HeaderOf(match.Newest, newest), TokenSequence.HeaderOf(match.Old, old));
            Vote(ByName(left.AlignVariables(right), right), votes);
        }

        AddParameters(match, votes);
        AddExpressionBodies(match, votes);
        foreach (var (pair, weight) in votes.OrderByDescending(vote => vote.Value + (vote.Key.New.Name == vote.Key.Old.Name ? SameNameBonus : 0)))
        {
            if (_toOld.ContainsKey(pair.New) || !_toNew.TryAdd(pair.Old, pair.New)) continue;
            _toOld[pair.New] = (pair.Old, weight);
        }
    }

    /// <summary>The variable that means the same in the old version, with the weight of the evidence; null if none was seen.</summary>
    public (ISymbol Old, double Weight)? OldOf(ISymbol variable) => _toOld.TryGetValue(variable, out var old) ? old : null;

    /// <summary>Whether an old variable is known to mean the same as some new one.</summary>
    public bool IsTaken(ISymbol old) => _toNew.ContainsKey(old);

    /// <summary>The new variable that an old one is known to mean; null if none was seen.</summary>
    public ISymbol? NewOf(ISymbol old) => _toNew.GetValueOrDefault(old);

    /// <summary>What a deconstruction declares in another order keeps its name.</summary>
    private static IEnumerable<(CodeToken New, CodeToken Old)> ByName(IEnumerable<(CodeToken New, CodeToken Old)> aligned, TokenSequence old)
    {
        var declared = old.Tokens.Where(token => token.Declares).ToLookup(token => token.Text, StringComparer.Ordinal);
        return aligned.Select(pair => pair.New.Declares && pair.Old.Declares && declared[pair.New.Text].Take(2).ToList() is [var same] ? (pair.New, same) : pair);
    }

    // What one version declares, the other may assign: a local variable has become a field, or the reverse.
    private static void Vote(IEnumerable<(CodeToken New, CodeToken Old)> aligned, Dictionary<(ISymbol New, ISymbol Old), double> votes)
    {
        foreach (var (a, b) in aligned.Where(pair => Compatible(pair.New.Variable!, pair.Old.Variable!)))
        {
            var key = (a.Variable!, b.Variable!);
            votes[key] = votes.GetValueOrDefault(key) + (a.Declares && b.Declares ? DeclarationWeight : a.Declares || b.Declares ? AssignmentWeight : 1);
        }
    }

    /// <summary>Members that are a single expression hold no statements: those of the same name in the same type correspond.</summary>
    private static void AddExpressionBodies(TreeMatch match, Dictionary<(ISymbol New, ISymbol Old), double> votes)
    {
        var olds = Expressions(match.Old).ToLookup(member => member.Key, member => member.Body, StringComparer.Ordinal);
        foreach (var (key, body) in Expressions(match.Newest))
        {
            if (olds[key].Take(2).ToList() is [var old]) Vote(TokenSequence.Of(match.Newest, body).AlignVariables(TokenSequence.Of(match.Old, old)), votes);
        }
    }

    private static IEnumerable<(string Key, SyntaxNode Body)> Expressions(SourceProgram program) =>
        from arrow in program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ArrowExpressionClauseSyntax>())
        where arrow.Parent is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax
        select ($"{arrow.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.Text}.{Code.BareNameOf(arrow.Parent)}", (SyntaxNode)arrow.Expression);

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

    /// <summary>Whether two variables can mean the same: where both types are known, the one is the other or made from it.</summary>
    public static bool Compatible(ISymbol a, ISymbol b) => Compatible(Code.TypeOf(a), Code.TypeOf(b));

    private static bool Compatible(ITypeSymbol? a, ITypeSymbol? b) =>
        a is null or IErrorTypeSymbol || b is null or IErrorTypeSymbol || IsSame(a, b) || BasesOf(a).Any(up => IsSame(up, b)) || BasesOf(b).Any(up => IsSame(a, up));

    // The program's own types may have been renamed.
    private static bool IsSame(ITypeSymbol a, ITypeSymbol b) => (a, b) switch
    {
        (IArrayTypeSymbol x, IArrayTypeSymbol y) => x.Rank == y.Rank && IsSame(x.ElementType, y.ElementType),
        (INamedTypeSymbol { IsGenericType: true } x, INamedTypeSymbol { IsGenericType: true } y) =>
            Code.TypeName(x.ConstructUnboundGenericType()) == Code.TypeName(y.ConstructUnboundGenericType()) && x.TypeArguments.Zip(y.TypeArguments).All(pair => IsSame(pair.First, pair.Second)),
        _ => (a.DeclaringSyntaxReferences.Length > 0 && b.DeclaringSyntaxReferences.Length > 0) || Code.TypeName(a) == Code.TypeName(b),
    };

    private static IEnumerable<ITypeSymbol> BasesOf(ITypeSymbol type)
    {
        for (var up = type.BaseType; up is { SpecialType: SpecialType.None }; up = up.BaseType) yield return up;
        if (type.SpecialType != SpecialType.None) yield break;
        foreach (var face in type.AllInterfaces.Where(face => face.IsGenericType)) yield return face;
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
