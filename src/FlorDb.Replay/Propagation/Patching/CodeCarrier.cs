using System.Globalization;
using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>What a carried piece of code uses, in both versions.</summary>
internal sealed class CarriedUses
{
    public HashSet<ISymbol> Old { get; } = new(SymbolEqualityComparer.Default);

    public HashSet<ISymbol> Newest { get; } = new(SymbolEqualityComparer.Default);
}

/// <summary>Rewrites pieces of the newest source so that they mean the same in an old version, and carries there what they need.</summary>
internal sealed class CodeCarrier(TreeMatch match, VariableMap variables, TextPatch patch, UsingCarrier usings)
{
    private readonly Dictionary<ISymbol, string> _carriedLocals = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _reserved = new(StringComparer.Ordinal);
    private MemberCarrier? _members;

    /// <summary>Carries the declaration of a local variable that the old version lacks; set by who places statements.</summary>
    public required Func<ISymbol, CodePlace, string?> CarryLocal { get; init; }

    private MemberCarrier Members => _members ??= new MemberCarrier(match, this, variables, patch, usings);

    /// <summary>Gives a carried local variable its name in the old version.</summary>
    /// <param name="local">The variable.</param>
    /// <param name="place">Where its declaration goes.</param>
    /// <param name="nested">Whether it is declared inside of the carried statement, so that the statements around can't see it.</param>
    public string NameLocal(ISymbol local, CodePlace place, bool nested = false)
    {
        if (_carriedLocals.TryGetValue(local, out var known)) return known;
        if (!nested) return _carriedLocals[local] = FreshName(local.Name, place);
        var visible = place.Variables(match.Old).Where(symbol => symbol is ILocalSymbol or IParameterSymbol).Select(symbol => symbol.Name);
        return _carriedLocals[local] = Fresh(local.Name, visible.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The text that a piece of the newest source has at a place of the old version.</summary>
    public string Carry(SyntaxNode node, CodePlace place, CarriedUses uses, IReadOnlySet<StatementSyntax>? kept = null, Action<CarriedText>? adapt = null)
    {
        var text = new CarriedText(node);
        if (kept is not null) text.Keep(kept);
        adapt?.Invoke(text);
        usings.Note(node.SyntaxTree, place.File);
        RenameOwnLocals(node, place, text);
        foreach (var name in node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Where(name => kept is null || IsKept(name, node, kept)))
            Rewrite(name, node, place, uses, text);
        return text.ToString();
    }

    /// <summary>A name that nothing around a place has yet.</summary>
    public string FreshName(string name, CodePlace place)
    {
        var taken = place.List is null ? [] : Scope.NamesAround(match.Old, place.List);
        if (place.Type is not null) taken.UnionWith(place.Type.Members.SelectMany(NamesOf));
        taken.UnionWith(_carriedLocals.Values);
        taken.UnionWith(_reserved);
        return Fresh(name, taken);
    }

    /// <summary>A name that nothing around a place has, now or later.</summary>
    public string ReserveName(string name, CodePlace place)
    {
        var fresh = FreshName(name, place);
        _reserved.Add(fresh);
        return fresh;
    }

    /// <summary>The text of an expression at a place if the old version has all that it names there; null otherwise. Carries nothing.</summary>
    public string? TryTranslate(ExpressionSyntax expression, CodePlace place)
    {
        var text = new CarriedText(expression);
        foreach (var name in expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Where(name => !IsLabel(name)))
        {
            var access = name.Parent as MemberAccessExpressionSyntax;
            var symbol = match.Newest.Symbol(access?.Name == name ? access : name);
            if (symbol is IMethodSymbol { ReducedFrom: { } extension }) symbol = extension;
            if (symbol is null || !match.Newest.Owns(symbol) || Effects.DeclaredIn(symbol, expression) || (symbol is INamedTypeSymbol && IsStaticReceiver(name))) continue;
            var isVariable = symbol is ILocalSymbol or IParameterSymbol || (symbol is IFieldSymbol or IPropertySymbol && (access?.Name != name || access.Expression is ThisExpressionSyntax));
            var there = isVariable ? _carriedLocals.GetValueOrDefault(symbol) ?? variables.Resolve(symbol, place)?.Name ?? ConstantText(symbol) : Members.NameOf(symbol, place);
            if (there is null) return null;
            ReplaceMember(text, name, isVariable ? null : access, symbol, there);
        }

        return text.ToString();
    }

    /// <summary>A variable's text at a place: its counterpart, its value if it is a constant, or the name of its carried declaration.</summary>
    public string ResolveVariable(ISymbol variable, CodePlace place, CarriedUses uses)
    {
        uses.Newest.Add(variable);
        if (_carriedLocals.TryGetValue(variable, out var carried)) return carried;
        if (variables.Resolve(variable, place) is { } old)
        {
            uses.Old.Add(old);
            return old.Name;
        }

        if (ConstantText(variable) is { } constant) return constant;
        if (variable is ILocalSymbol && CarryLocal(variable, place) is { } name) return name;
        if (variable is IFieldSymbol or IPropertySymbol && Members.CarryField(variable, place) is { } field) return field;
        throw new RefusedException(variables.NoCounterpart(variable, place));
    }

    private static string Fresh(string name, HashSet<string> taken)
    {
        var fresh = name;
        for (var i = 1; taken.Contains(fresh); i++) fresh = i == 1 ? name + "_flor" : $"{name}_flor{i}";
        return fresh;
    }

    private static bool IsKept(SimpleNameSyntax name, SyntaxNode root, IReadOnlySet<StatementSyntax> kept) =>
        kept.Any(statement => statement.Span.Contains(name.Span))
        || name.Ancestors().TakeWhile(outer => outer != root).OfType<StatementSyntax>().Prepend((StatementSyntax)root)
            .All(outer => kept.Any(statement => outer.Span.Contains(statement.Span)));

    private void RenameOwnLocals(SyntaxNode node, CodePlace place, CarriedText text)
    {
        if (place.List is null || node is MemberDeclarationSyntax or LocalFunctionStatementSyntax) return;
        var own = node is StatementSyntax statement ? Scope.DeclaredBy(match.Newest, statement).ToHashSet(SymbolEqualityComparer.Default) : [];
        foreach (var token in node.DescendantTokens().Where(IsLocalDeclaration))
        {
            if (match.Newest.Declared(token.Parent!) is not { } local) continue;
            var name = NameLocal(local, place, nested: !own.Contains(local));
            if (name != token.Text) text.Replace(token.Span, name);
        }
    }

    private static bool IsLocalDeclaration(SyntaxToken token) => token.Parent switch
    {
        VariableDeclaratorSyntax declarator => declarator.Identifier == token,
        SingleVariableDesignationSyntax => true,
        ForEachStatementSyntax loop => loop.Identifier == token,
        _ => false,
    };

    private void Rewrite(SimpleNameSyntax name, SyntaxNode root, CodePlace place, CarriedUses uses, CarriedText text)
    {
        if (IsLabel(name)) return;
        var access = name.Parent as MemberAccessExpressionSyntax;
        var isMember = access?.Name == name || name.Parent is MemberBindingExpressionSyntax;
        var symbol = match.Newest.Symbol(access?.Name == name ? access : name);
        usings.Use(root.SyntaxTree, place.File, symbol, name);
        if (symbol is IMethodSymbol { ReducedFrom: { } extension }) symbol = extension;
        if (symbol is IMethodSymbol method) symbol = method.OriginalDefinition;
        if (symbol is null || !match.Newest.Owns(symbol)) return;
        if (Effects.DeclaredIn(symbol, root))
        {
            if (_carriedLocals.TryGetValue(symbol, out var renamed) && renamed != name.Identifier.Text) text.Replace(name.Identifier.Span, renamed);
            return;
        }

        switch (symbol)
        {
            case ILocalSymbol or IParameterSymbol:
                ReplaceIfChanged(text, name, ResolveVariable(symbol, place, uses));
                break;
            case IFieldSymbol or IPropertySymbol when !isMember || access?.Expression is ThisExpressionSyntax:
                RewriteOwnMember(name, access, symbol, place, uses, text);
                break;
            case IMethodSymbol when !isMember && IsForeign(symbol, place):
                throw new RefusedException(
                    $"'{symbol.ContainingType.Name}.{symbol.Name}()' can't be called from {place.Name}, which is outside of {symbol.ContainingType.Name} there: make it static and pass it what it uses");
            case IFieldSymbol or IPropertySymbol or IMethodSymbol:
                if (Members.Map(symbol, place) is { } member) ReplaceMember(text, name, access, symbol, member);
                break;
            case INamedTypeSymbol type when !IsStaticReceiver(name):
                if (Members.MapType(type, place) is { } mapped) ReplaceIfChanged(text, name, mapped);
                break;
        }
    }

    /// <summary>Whether a symbol is a method of the object around it in the newest source, and of another class than that at a place of the old one.</summary>
    private bool IsForeign(ISymbol symbol, CodePlace place) =>
        symbol is IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary }
        && (place.Type is null || Members.TypeOf(symbol.ContainingType) is not { } owner || !place.Type.AncestorsAndSelf().Contains(owner));

    /// <summary>Whether a name is that of an argument or of a member in an object initializer: the type it belongs to decides it.</summary>
    private static bool IsLabel(SimpleNameSyntax name) =>
        name.Parent is NameColonSyntax or NameEqualsSyntax || name is IdentifierNameSyntax { IsVar: true }
        || (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == name);

    private void RewriteOwnMember(
        SimpleNameSyntax name, MemberAccessExpressionSyntax? access, ISymbol symbol, CodePlace place, CarriedUses uses, CarriedText text)
    {
        var resolved = ResolveVariable(symbol, place, uses);
        if (access is null || access.Name != name) ReplaceIfChanged(text, name, resolved);
        else if (resolved != name.Identifier.Text || place.Type is null) text.Replace(access.Span, resolved);
    }

    private static void ReplaceIfChanged(CarriedText text, SimpleNameSyntax name, string replacement)
    {
        if (replacement != name.Identifier.Text) text.Replace(name.Identifier.Span, replacement);
    }

    // A static member's text says where it lives, so it takes the place of the receiver too.
    private static void ReplaceMember(CarriedText text, SimpleNameSyntax name, MemberAccessExpressionSyntax? access, ISymbol symbol, string member)
    {
        var isExtensionCall = symbol is IMethodSymbol { IsExtensionMethod: true };
        if (access is not null && access.Name == name && symbol.IsStatic && !isExtensionCall)
            text.Replace(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(access.SpanStart, name.Identifier.Span.End), member);
        else ReplaceIfChanged(text, name, member);
    }

    private bool IsStaticReceiver(SimpleNameSyntax name)
    {
        var parent = name.Parent;
        while (parent is QualifiedNameSyntax or AliasQualifiedNameSyntax) parent = parent.Parent;
        return parent is MemberAccessExpressionSyntax access && access.Expression.Span.Contains(name.Span) && match.Newest.Symbol(access) is { IsStatic: true } member
            && match.Newest.Owns(member) && member is IMethodSymbol or IFieldSymbol or IPropertySymbol;
    }

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.Text],
        PropertyDeclarationSyntax property => [property.Identifier.Text],
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
        _ => [],
    };

    private static string? ConstantText(ISymbol variable)
    {
        var value = variable switch
        {
            ILocalSymbol { HasConstantValue: true } local => local.ConstantValue,
            IFieldSymbol { HasConstantValue: true, ContainingType.TypeKind: not TypeKind.Enum } field => field.ConstantValue,
            _ => null,
        };
        return value switch
        {
            string text => SymbolDisplay.FormatLiteral(text, quote: true),
            char character => SymbolDisplay.FormatLiteral(character, quote: true),
            bool flag => flag ? "true" : "false",
            float single => Negatable(single.ToString("R", CultureInfo.InvariantCulture) + "f"),
            double number => Negatable(number.ToString("R", CultureInfo.InvariantCulture) + "d"),
            decimal money => Negatable(money.ToString(CultureInfo.InvariantCulture) + "m"),
            long number => Negatable(number.ToString(CultureInfo.InvariantCulture) + "L"),
            int or uint or ulong or short or ushort or byte or sbyte => Negatable(Convert.ToString(value, CultureInfo.InvariantCulture)!),
            _ => null,
        };
    }

    private static string Negatable(string number) => number.StartsWith('-') ? $"({number})" : number;
}
