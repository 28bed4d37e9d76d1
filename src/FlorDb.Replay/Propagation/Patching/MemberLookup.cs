using FlorDb.Replay.Propagation.Matching;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Looks up the members and types of an old version that correspond to those of the newest source.</summary>
internal sealed class MemberLookup(TreeMatch match, VariableMap variables)
{
    private readonly RenamedMethods _renamed = new(match);
    private const double SameType = 0.5;
    private readonly Dictionary<string, TypeDeclarationSyntax> _types = match.Old.Trees
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
        .GroupBy(type => type.Identifier.Text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>The old type of the same name, or the one that was renamed to it.</summary>
    public TypeDeclarationSyntax? TypeOf(INamedTypeSymbol type)
    {
        if (_types.TryGetValue(type.Name, out var same)) return same;
        if (type.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not TypeDeclarationSyntax declaration) return null;
        var stillThere = match.Newest.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            .Select(other => other.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        var ranked = _types.Values.Where(old => !stillThere.Contains(old.Identifier.Text) && old.RawKind == declaration.RawKind)
            .Select(old => (old, likeness: Likeness(declaration, old))).Where(pair => pair.likeness >= SameType)
            .OrderByDescending(pair => pair.likeness).Take(2).ToList();
        return ranked is [var only] || (ranked.Count == 2 && ranked[0].likeness > ranked[1].likeness) ? ranked[0].old : null;
    }

    /// <summary>The text by which code at a place reaches the old version's static member or local function of that name and signature.</summary>
    public string? StaticCounterpart(ISymbol member, CodePlace place)
    {
        var declarations = match.Old.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes()).Where(node => NameOf(node) == member.Name);
        foreach (var declaration in declarations.Concat(member is IMethodSymbol method ? _renamed.Of(method) : []))
        {
            if (match.Old.Declared(declaration) is not { } old || old.Kind != member.Kind || !SameSignature(member, old)) continue;
            if (Reach(old, declaration, place) is { } text) return text;
        }

        return null;
    }

    /// <summary>The name of the member of an old type that corresponds to a member of the newest source.</summary>
    public string? InstanceCounterpart(ISymbol member, TypeDeclarationSyntax owner)
    {
        if (match.Old.Declared(owner) is not INamedTypeSymbol type) return null;
        if (type.GetMembers(member.Name).Any(old => old is not IMethodSymbol || (old.Kind == member.Kind && SameSignature(member, old)))) return member.Name;
        var renamed = member is IMethodSymbol method ? _renamed.Of(method).Select(match.Old.Declared).FirstOrDefault() : variables.RenamedMember(member);
        return renamed is not null && SymbolEqualityComparer.Default.Equals(renamed.ContainingType, type) && SameSignature(member, renamed) ? renamed.Name : null;
    }

    public static string NoCounterpart(ISymbol member, TypeDeclarationSyntax owner)
    {
        var names = owner.Members.SelectMany(other => other switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
            PropertyDeclarationSyntax property => [property.Identifier.Text],
            _ => [],
        });
        var nearest = names.OrderBy(name => NameDistance.Between(name, member.Name)).FirstOrDefault();
        return $"'{member.ContainingType.Name}.{member.Name}' has no counterpart in {owner.Identifier.Text}" + (nearest is null ? "" : $"; nearest is '{nearest}'");
    }

    private static string? Reach(ISymbol old, SyntaxNode declaration, CodePlace place)
    {
        if (declaration is LocalFunctionStatementSyntax)
        {
            var container = declaration.Parent is GlobalStatementSyntax global ? global.Parent! : declaration.Parent!;
            var inside = container is CompilationUnitSyntax ? container == place.File && place.Type is null && place.List is not null
                : place.List is not null && place.File.SyntaxTree == declaration.SyntaxTree && container.Span.Contains(place.List.Holder.Span);
            return inside ? old.Name : null;
        }

        if (!old.IsStatic) return null;
        if (old is IMethodSymbol { IsExtensionMethod: true }) return old.Name;
        var owner = declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (place.Type is not null && owner is not null && place.Type.AncestorsAndSelf().Contains(owner)) return old.Name;
        return old.DeclaredAccessibility == Accessibility.Private ? null : $"{old.ContainingType.Name}.{old.Name}";
    }

    private static bool SameSignature(ISymbol a, ISymbol b)
    {
        if (a is not IMethodSymbol x || b is not IMethodSymbol y) return true;
        return x.Parameters.Length == y.Parameters.Length && x.Arity == y.Arity
            && x.Parameters.Zip(y.Parameters).All(pair => VariableVotes.Compatible(pair.First, pair.Second) && pair.First.RefKind == pair.Second.RefKind);
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.Text,
        _ => null,
    };

    private static double Likeness(TypeDeclarationSyntax a, TypeDeclarationSyntax b)
    {
        if (a.BaseList?.ToString() != b.BaseList?.ToString() && a.BaseList?.ToString().Replace(a.Identifier.Text, b.Identifier.Text, StringComparison.Ordinal) != b.BaseList?.ToString()) return 0;
        var (x, y) = (a.DescendantTokens().Select(token => token.Text).ToHashSet(StringComparer.Ordinal), b.DescendantTokens().Select(token => token.Text).ToHashSet(StringComparer.Ordinal));
        return 2.0 * x.Intersect(y).Count() / (x.Count + y.Count);
    }
}
