using FlorDb.Replay.Propagation.Matching;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Finds the counterparts of methods, fields and types in an old version, and carries those that it lacks.</summary>
internal sealed class MemberCarrier(TreeMatch match, CodeCarrier code, VariableMap variables, TextPatch patch, UsingCarrier usings)
{
    private readonly Dictionary<ISymbol, string?> _known = new(SymbolEqualityComparer.Default);
    private readonly MemberLookup _old = new(match, variables);

    /// <summary>What a method, field or property of the program is called at a place of the old version; null if the same.</summary>
    public string? Map(ISymbol member, CodePlace place)
    {
        if (_known.TryGetValue(member, out var known)) return known;
        if (member.ContainingType is { } owner && IsCarried(owner)) return null;
        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor }) return null;
        var isStatic = member.IsStatic || member is IMethodSymbol { MethodKind: MethodKind.LocalFunction };
        return isStatic ? MapStatic(member, place) : MapInstance(member, place);
    }

    /// <summary>The old version's counterpart of a type; null if it has none.</summary>
    public TypeDeclarationSyntax? TypeOf(INamedTypeSymbol type) => _old.TypeOf(type);

    /// <summary>What a member or type that the old version has is called at a place there; null if it lacks it.</summary>
    public string? NameOf(ISymbol symbol, CodePlace place) => symbol switch
    {
        INamedTypeSymbol type => _old.TypeOf(type)?.Identifier.Text,
        { IsStatic: true } or IMethodSymbol { MethodKind: MethodKind.LocalFunction } => _old.StaticCounterpart(symbol, place),
        { ContainingType: { } owner } => _old.TypeOf(owner) is { } type ? _old.InstanceCounterpart(symbol, type) : null,
        _ => null,
    };

    /// <summary>What a type of the program is called in the old version; null if the same. Carries it when there is none.</summary>
    public string? MapType(INamedTypeSymbol type, CodePlace place)
    {
        type = type.OriginalDefinition;
        if (type.ContainingType is not null && IsCarried(type.ContainingType)) return null;
        if (_known.TryGetValue(type, out var known)) return known;
        if (_old.TypeOf(type) is { } old) return _known[type] = old.Identifier.Text == type.Name ? null : old.Identifier.Text;
        _known[type] = null;
        foreach (var declaration in type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()))
        {
            var text = code.Carry(declaration, place with { List = null, Type = null }, new CarriedUses());
            patch.InsertType(place.Type ?? (SyntaxNode)place.File, text);
        }

        return null;
    }

    /// <summary>Carries a static field that never changes, or a property that is computed; null for any other.</summary>
    public string? CarryField(ISymbol member, CodePlace place)
    {
        if (_known.TryGetValue(member, out var known)) return known ?? member.Name;
        return member switch
        {
            IPropertySymbol { IsStatic: true } property when IsComputed(property) => CarryStatic(property, place),
            IFieldSymbol { IsStatic: true, IsReadOnly: true } field => CarryStatic(field, place),
            _ => null,
        };
    }

    private bool IsCarried(INamedTypeSymbol type) =>
        (_known.ContainsKey(type) && _old.TypeOf(type) is null) || (type.ContainingType is not null && IsCarried(type.ContainingType));

    private string? MapStatic(ISymbol member, CodePlace place)
    {
        if (_old.StaticCounterpart(member, place) is { } found) return found;
        if (member is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum }) return MapEnumMember(member, place);
        if (member is IMethodSymbol) return CarryStatic(member, place);
        return code.ResolveVariable(member, place, new CarriedUses());
    }

    private string MapEnumMember(ISymbol member, CodePlace place) => $"{MapType(member.ContainingType, place) ?? member.ContainingType.Name}.{member.Name}";

    private string? MapInstance(ISymbol member, CodePlace place)
    {
        var owner = _old.TypeOf(member.ContainingType);
        if (owner is null)
        {
            MapType(member.ContainingType, place);
            return null;
        }

        if (_old.InstanceCounterpart(member, owner) is { } name) return _known[member] = name == member.Name ? null : name;
        if (member is not IMethodSymbol && !(member is IPropertySymbol property && IsComputed(property)))
            throw new RefusedException(MemberLookup.NoCounterpart(member, owner));
        _known[member] = null;
        patch.InsertMember(owner, code.Carry(Declaration(member), CodePlace.In(owner), new CarriedUses()));
        return null;
    }

    private string CarryStatic(ISymbol member, CodePlace place)
    {
        var home = place.ForHelpers;
        var isExtension = member is IMethodSymbol { IsExtensionMethod: true };
        var intoClass = home.Type is not null || isExtension || member is not IMethodSymbol;
        var name = code.FreshName(member.Name, home);
        _known[member] = name;
        var declaration = Declaration(member);
        if (isExtension || (home.Type is null && intoClass))
        {
            var text = code.Carry(declaration, home with { List = null, Type = null }, new CarriedUses(), null, text => Adapt(text, declaration, name, "internal static"));
            var holder = code.FreshName($"Carried{member.Name}", home);
            patch.InsertType(home.Type ?? (SyntaxNode)home.File, $"internal static class {holder}\n{{\n    {text.Replace("\n", "\n    ", StringComparison.Ordinal)}\n}}");
            return isExtension ? name : _known[member] = $"{holder}.{name}";
        }

        var modifiers = intoClass ? "private static" : declaration.ChildTokens().Any(token => token.IsKind(SyntaxKind.StaticKeyword)) ? "static" : "";
        var helper = code.Carry(declaration, home, new CarriedUses(), null, text => Adapt(text, declaration, name, modifiers));
        if (intoClass) patch.InsertMember(home.Type!, helper);
        else patch.InsertFunction(home.File, helper);
        usings.Note(declaration.SyntaxTree, home.File);
        return name;
    }

    /// <summary>Gives a declaration the modifiers and the name that fit its new place.</summary>
    private static void Adapt(CarriedText text, SyntaxNode declaration, string name, string modifiers)
    {
        var replaced = declaration.ChildTokens().Where(token => token.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword
            or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.StaticKeyword).ToList();
        foreach (var token in replaced) text.Replace(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(token.SpanStart, token.GetNextToken().SpanStart), "");
        var first = declaration.GetFirstToken();
        if (replaced.Count > 0) first = replaced[0];
        var kept = replaced.Count > 0 ? "" : first.Text;
        var lead = modifiers.Length > 0 ? modifiers + " " : "";
        var end = replaced.Count > 0 ? first.GetNextToken().SpanStart : first.Span.End;
        text.Replace(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(first.SpanStart, end), lead + kept);
        var identifier = declaration.ChildTokens().FirstOrDefault(token => token.IsKind(SyntaxKind.IdentifierToken));
        if (identifier.RawKind != 0 && identifier.Text != name) text.Replace(identifier.Span, name);
    }

    private static bool IsComputed(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<PropertyDeclarationSyntax>()
            .Any(declaration => declaration.ExpressionBody is not null || declaration.AccessorList?.Accessors.All(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true);

    private static SyntaxNode Declaration(ISymbol member)
    {
        var node = member.DeclaringSyntaxReferences[0].GetSyntax();
        return node is VariableDeclaratorSyntax ? node.FirstAncestorOrSelf<FieldDeclarationSyntax>()! : node;
    }
}
