using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>
/// Brings a local variable that an old version lacks there: by a name for the same value, where the old version computes it as a part of a
/// statement, or else with the statements that compute it.
/// </summary>
internal sealed class LocalCarrier(TreeMatch match, StatementPlacer placer, CodeCarrier code, TextPatch patch)
{
    private readonly HashSet<ISymbol> _carrying = new(SymbolEqualityComparer.Default);

    /// <summary>The variable's name at a place; null if it can't be had there.</summary>
    /// <exception cref="RefusedException">What computes it would have effects, or belongs elsewhere.</exception>
    public string? Carry(ISymbol local, CodePlace place)
    {
        if (local.DeclaringSyntaxReferences[0].GetSyntax() is not { } declaration || SourceProgram.StatementOf(declaration) is not { } item) return null;
        if (!Scope.DeclaredBy(match.Newest, item.Syntax).Contains(local, SymbolEqualityComparer.Default) || match.IsMatched(item.Syntax)) return null;
        if (!_carrying.Add(local)) return code.NameLocal(local, place);
        var user = placer.Current ?? item;
        var makers = Makers(item, user, local).ToList();
        RequireAllWrites(local, makers, user);
        if (makers.Count == 1 && new ValueNamer(code, patch).Name(local, item, placer, place) is { } known) return known;
        var own = new HashSet<ISymbol>([.. _carrying, .. Scope.DeclaredBy(match.Newest, item.Syntax)], SymbolEqualityComparer.Default);
        foreach (var part in makers) BlockTrimmer.RequirePure(match.Newest, match.Old, part.Syntax, own, local);
        var homes = makers.Select(placer.Lift).ToList();
        if (homes.Where((home, i) => home.Item != makers[i]).Any()) return null;
        foreach (var (part, home) in homes)
        {
            if (!IsWithin(home, homes[0].Home) || !CanReach(place, homes[0].Home))
                throw new RefusedException($"'{local.Name}' has no counterpart in {place.Name}, and line {HomeFinder.LineOf(part.Syntax)} of the newest source, which computes it, belongs into {CodePlace.In(home).Name}");
        }

        foreach (var (part, home) in homes) placer.Place(part, home);

        return code.NameLocal(local, place);
    }

    /// <summary>Whether code at a place can see what a list declares.</summary>
    public static bool CanReach(CodePlace place, StatementList home) =>
        place.List is { } list && IsWithin(list, home) && (place.Type is null || Scope.TypeAround(home) == place.Type);

    private static bool IsWithin(StatementList inner, StatementList outer)
    {
        if (inner.Equals(outer)) return true;
        if (inner.Holder.SyntaxTree != outer.Holder.SyntaxTree || !outer.Holder.Span.Contains(inner.Holder.Span)) return false;
        return !inner.Holder.Ancestors().TakeWhile(node => node != outer.Holder)
            .Any(node => node is BaseTypeDeclarationSyntax || (node is LocalFunctionStatementSyntax function && function.Modifiers.Any(SyntaxKind.StaticKeyword)));
    }

    /// <summary>The statements up to a user that compute a variable: of a statement that the old version has too, only the parts that do.</summary>
    private IEnumerable<StatementInfo> Makers(StatementInfo declaration, StatementInfo user, ISymbol local)
    {
        foreach (var part in declaration.List.Items.Where(part => part.Index >= declaration.Index && part.Syntax.SpanStart < user.Syntax.SpanStart && Makes(part.Syntax, local)))
        {
            if (!part.Syntax.Span.Contains(user.Syntax.Span) && !match.IsMatched(part.Syntax)) yield return part;
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

    private bool Makes(StatementSyntax part, ISymbol variable) => BlockTrimmer.Makes(match.Newest, part, variable);

    /// <summary>A variable that is also changed elsewhere carries state of its own, which replay would not restore.</summary>
    private void RequireAllWrites(ISymbol local, List<StatementInfo> makers, StatementInfo user)
    {
        var body = Code.BodyOf(makers[0].Syntax)!;
        var depth = match.Newest.Calls.PathsOf(makers[0].Syntax);
        var sameLoops = depth.SequenceEqual(match.Newest.Calls.PathsOf(user.Syntax));
        var other = body.DescendantNodes().OfType<StatementSyntax>().SelectMany(part => Effects.WritesOf(match.Newest, part))
            .FirstOrDefault(write => SymbolEqualityComparer.Default.Equals(write.Variable, local) && !makers.Any(maker => maker.Syntax.Span.Contains(write.Where.Span))
                && (!sameLoops || write.Where.SpanStart < user.Syntax.SpanStart));
        if (other is not null)
            throw new RefusedException($"'{local.Name}' has no counterpart there and is carried from one iteration to the next (line {HomeFinder.LineOf(other.Where)} of the newest source)");
    }
}
