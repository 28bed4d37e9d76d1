using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Finds, for a variable of the newest source, the one that means the same at a place in an old version.</summary>
internal sealed class VariableMap(TreeMatch match, VariableVotes votes)
{
    // A single use at the same place does not outweigh a variable of the same name.
    private const double Evident = 2;

    /// <summary>The counterpart that code in <paramref name="home"/> can use; null if there is none.</summary>
    public ISymbol? Resolve(ISymbol variable, CodePlace home)
    {
        var visible = Visible(home);
        var vote = votes.OldOf(variable);
        var same = visible.FirstOrDefault(symbol => symbol.Name == variable.Name && VariableVotes.Compatible(variable, symbol));
        if (vote is { } evidence && (evidence.Weight >= Evident || same is null || !votes.IsTaken(same)))
        {
            if (visible.Contains(evidence.Old, SymbolEqualityComparer.Default) && (same is null || evidence.Weight >= Evident) && !StandsForAnother(evidence.Old, variable)) return evidence.Old;
            if (PassedTo(home, evidence.Old, visible) is { } parameter) return parameter;
        }

        if (same is not null && (!votes.IsTaken(same) || SymbolEqualityComparer.Default.Equals(vote?.Old, same))) return same;
        if (FlorCalls.IsFlorVariable(variable)) return visible.FirstOrDefault(FlorCalls.IsFlorVariable);
        return ArgumentFor(variable) is { } argument ? Resolve(argument, home) : OnlyOneOfItsKind(variable, visible);
    }

    /// <summary>Whether a variable is known to mean some variable of the old version, wherever that can be seen.</summary>
    public bool HasCounterpart(ISymbol variable) => votes.OldOf(variable) is not null;

    /// <summary>The field or property that has taken the place of another one, wherever it can be seen; null if none was seen to.</summary>
    public ISymbol? RenamedMember(ISymbol member) => votes.OldOf(member) is { Weight: >= Evident } evidence ? evidence.Old : null;

    /// <summary>A reason for people why a variable can't be used there.</summary>
    public string NoCounterpart(ISymbol variable, CodePlace home)
    {
        var body = home.Name;
        var other = Visible(home).FirstOrDefault(symbol => symbol.Name == variable.Name && !VariableVotes.Compatible(variable, symbol));
        if (other is not null) return $"'{variable.Name}' is of another type in {body}: {Code.TypeName(Code.TypeOf(other)!)}, not {Code.TypeName(Code.TypeOf(variable)!)}";
        var nearest = Visible(home).Where(symbol => !FlorCalls.IsFlorVariable(symbol)).OrderBy(symbol => SameKind(variable, symbol) ? 0 : 1)
            .ThenBy(symbol => votes.IsTaken(symbol) ? 1 : 0).ThenBy(symbol => NameDistance.Between(variable.Name, symbol.Name)).FirstOrDefault();
        return $"'{variable.Name}' has no counterpart in {body}" + (nearest is null ? "" : $"; nearest is '{nearest.Name}'");
    }

    private List<ISymbol> Visible(CodePlace home) =>
        [.. home.Variables(match.Old).GroupBy(symbol => symbol.Name, StringComparer.Ordinal).Select(group => group.First())];

    /// <summary>The parameter of the home's method through which a variable of its callers reaches it.</summary>
    private ISymbol? PassedTo(CodePlace home, ISymbol old, List<ISymbol> visible)
    {
        if (home.Body is not { } body || home.List is { IsTopLevel: true }) return null;
        foreach (var parameter in visible.OfType<IParameterSymbol>())
        {
            var arguments = Arguments(match.Old, body, parameter).ToList();
            if (arguments.Count > 0 && arguments.All(argument => SymbolEqualityComparer.Default.Equals(argument, old))) return parameter;
        }

        return null;
    }

    /// <summary>Whether an old parameter is passed what is known to be another variable of the newest source.</summary>
    private bool StandsForAnother(ISymbol old, ISymbol variable)
    {
        if (old is not IParameterSymbol parameter || parameter.ContainingSymbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } body) return false;
        var meant = Arguments(match.Old, body, parameter).OfType<ISymbol>().Select(votes.NewOf).OfType<ISymbol>().ToList();
        return meant.Count > 0 && !meant.Any(other => SymbolEqualityComparer.Default.Equals(other, variable) || SymbolEqualityComparer.Default.Equals(other, ArgumentFor(variable)));
    }

    /// <summary>The variable that the only caller passes for a parameter.</summary>
    private ISymbol? ArgumentFor(ISymbol variable)
    {
        if (variable is not IParameterSymbol parameter || parameter.ContainingSymbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } body) return null;
        var arguments = Arguments(match.Newest, body, parameter).ToList();
        return arguments is [{ } only] && !SymbolEqualityComparer.Default.Equals(only, variable) ? only : null;
    }

    private static IEnumerable<ISymbol?> Arguments(SourceProgram program, SyntaxNode body, IParameterSymbol parameter) =>
        from site in program.Calls.SitesOf(body)
        let call = site.FirstAncestorOrSelf<InvocationExpressionSyntax>()
        where call is not null
        let named = call.ArgumentList.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == parameter.Name)
        let argument = named ?? call.ArgumentList.Arguments.ElementAtOrDefault(parameter.Ordinal)
        select argument?.Expression is IdentifierNameSyntax name ? program.Symbol(name) : null;

    /// <summary>The only variable whose type is the same class of the program, where that class has one such variable in both versions.</summary>
    private ISymbol? OnlyOneOfItsKind(ISymbol variable, List<ISymbol> visible)
    {
        if (Code.TypeOf(variable) is not INamedTypeSymbol { DeclaringSyntaxReferences.Length: > 0 } type) return null;
        var place = variable.DeclaringSyntaxReferences[0].GetSyntax();
        var siblings = Effects.UsedBy(match.Newest, Code.BodyOf(place) ?? place.SyntaxTree.GetRoot()).Append(variable)
            .Where(symbol => symbol is not IFieldSymbol { IsStatic: true, IsReadOnly: true } && SameKind(variable, symbol)).Distinct(SymbolEqualityComparer.Default).Count();
        var candidates = visible.Where(symbol => Code.TypeOf(symbol)?.Name == type.Name && !votes.IsTaken(symbol)).ToList();
        return siblings <= 1 && candidates is [var only] ? only : null;
    }

    private static bool SameKind(ISymbol a, ISymbol b) =>
        Code.TypeOf(a) is { TypeKind: not TypeKind.Error } x && Code.TypeOf(b) is { TypeKind: not TypeKind.Error } y && Code.TypeName(x) == Code.TypeName(y);
}
