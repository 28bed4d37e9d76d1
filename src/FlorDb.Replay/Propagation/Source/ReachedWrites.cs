using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>What a piece of code changes by itself and through the methods of the program that it calls.</summary>
internal sealed class ReachedWrites(SourceProgram program)
{
    private readonly ILookup<ISymbol, ISymbol?> _arguments = PassedVariables(program)
        .ToLookup(pair => (ISymbol)pair.Parameter, pair => pair.Argument, SymbolEqualityComparer.Default);

    private readonly Dictionary<SyntaxNode, List<Write>> _ofBodies = [];

    /// <summary>Which variables are passed for which parameters; null where the argument is not a plain variable.</summary>
    public static IEnumerable<(IParameterSymbol Parameter, ISymbol? Argument)> PassedVariables(SourceProgram program)
    {
        foreach (var call in program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()))
        {
            if (program.Symbol(call) is not IMethodSymbol method || !program.Owns(method.OriginalDefinition)) continue;
            foreach (var (argument, index) in call.ArgumentList.Arguments.Select((argument, index) => (argument, index)))
            {
                var parameter = argument.NameColon is { } name
                    ? method.OriginalDefinition.Parameters.FirstOrDefault(parameter => parameter.Name == name.Name.Identifier.Text)
                    : method.OriginalDefinition.Parameters.ElementAtOrDefault(index);
                if (parameter is not null) yield return (parameter, Effects.VariableOf(program, argument.Expression));
            }
        }
    }

    /// <summary>All changes of variables that are declared outside of the code.</summary>
    public IEnumerable<Write> Of(SyntaxNode code)
    {
        var reached = program.Calls.ReachedFrom(code);
        foreach (var write in Effects.WritesOf(program, code)) yield return write;
        foreach (var write in reached.SelectMany(OfBody))
        {
            foreach (var variable in Targets(write.Variable, []).Where(variable => !Effects.DeclaredIn(variable, code))) yield return new(variable, write.Where);
        }
    }

    /// <summary>Whether the code steps an optimizer.</summary>
    public bool Steps(SyntaxNode code) =>
        program.Calls.ReachedFrom(code).Append(code).SelectMany(body => body.DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Any(call => Effects.NameOf(call) == "step");

    private List<Write> OfBody(SyntaxNode body)
    {
        if (!_ofBodies.TryGetValue(body, out var known)) _ofBodies[body] = known = [.. Effects.WritesOf(program, body), .. ParameterChanges(body)];
        return known;
    }

    // A parameter is declared inside of its method, but the object that it stands for is the caller's.
    private IEnumerable<Write> ParameterChanges(SyntaxNode body)
    {
        var parameters = body.DescendantNodes().Where(part => part is StatementSyntax or ArrowExpressionClauseSyntax)
            .SelectMany(part => Effects.WritesOf(program, part)).Where(write => write.Variable is IParameterSymbol && write.Where is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax });
        return parameters.DistinctBy(write => write.Variable, SymbolEqualityComparer.Default);
    }

    private IEnumerable<ISymbol> Targets(ISymbol variable, HashSet<ISymbol> seen)
    {
        if (variable is not IParameterSymbol || !seen.Add(variable)) return [variable];
        return _arguments[variable].OfType<ISymbol>().SelectMany(argument => Targets(argument, seen));
    }
}
