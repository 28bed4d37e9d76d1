using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>
/// Which variables code may change, those included that it reaches through others: an optimizer's step changes the network whose
/// parameters the optimizer was made of, and a loss's backward() that from which the loss was computed.
/// </summary>
internal sealed class ChangedState(SourceProgram program)
{
    private readonly Dictionary<SyntaxNode, List<Write>> _writes = [];
    private readonly ILookup<ISymbol, ISymbol> _madeOf = MadeOf(program).ToLookup(pair => pair.Made, pair => pair.Of, SymbolEqualityComparer.Default);
    private readonly ILookup<ISymbol, ISymbol> _arguments = ReachedWrites.PassedVariables(program).Where(pair => pair.Argument is not null)
        .ToLookup(pair => (ISymbol)pair.Parameter, pair => pair.Argument!, SymbolEqualityComparer.Default);

    private readonly Dictionary<SyntaxNode, ImmutableHashSet<ISymbol>> _known = [];

    /// <summary>Whether executing code may change what any of some variables holds.</summary>
    public bool Touches(SyntaxNode code, IEnumerable<ISymbol> variables) => Of(code) is { IsEmpty: false } changed && variables.SelectMany(Meanings).Any(changed.Contains);

    /// <summary>The variables that a piece of code depends on: those that it names, and those that the methods it calls take from outside.</summary>
    public IEnumerable<ISymbol> DependenciesOf(SyntaxNode code) =>
        Effects.UsedBy(program, code).Concat(program.Calls.ReachedFrom(code).SelectMany(body => Effects.UsedBy(program, body)))
            .Where(variable => !Effects.DeclaredIn(variable, code) && !FlorCalls.IsFlorVariable(variable)).Distinct(SymbolEqualityComparer.Default);

    private ImmutableHashSet<ISymbol> Of(SyntaxNode code)
    {
        if (_known.TryGetValue(code, out var known)) return known;
        var changed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var write in WritesIn(code)) Add(write, changed);
        // That an evaluation switches the network to its mode matters to nobody outside: whoever needs a mode sets it.
        foreach (var write in program.Calls.ReachedFrom(code).SelectMany(WritesIn).Where(write => !Effects.SwitchesMode(write.Where))) Add(write, changed);
        return _known[code] = changed.SelectMany(Meanings).Where(variable => !Effects.DeclaredIn(variable, code)).ToImmutableHashSet(SymbolEqualityComparer.Default);
    }

    private void Add(Write write, HashSet<ISymbol> changed)
    {
        if (FlorCalls.IsFlorVariable(write.Variable) || (IsAssignment(write) && write.Variable is IParameterSymbol)) return;
        if (IsAssignment(write) || Effects.ResetsGradients(write.Where)) changed.Add(write.Variable);
        else Spread(write.Variable, changed);
    }

    /// <summary>What each statement inside of some code changes: of what the code itself declares, too, for that may stand for more.</summary>
    private IEnumerable<Write> WritesIn(SyntaxNode code)
    {
        if (_writes.TryGetValue(code, out var known)) return known;
        var leaves = code.DescendantNodesAndSelf().Where(node => node is StatementSyntax or ArrowExpressionClauseSyntax && !node.DescendantNodes().OfType<StatementSyntax>().Any());
        return _writes[code] = [.. Effects.WritesOf(program, code).Concat(leaves.SelectMany(leaf => Effects.WritesOf(program, leaf))).Distinct()];
    }

    private static bool IsAssignment(Write write) => write.Where switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax or TupleExpressionSyntax } => true,
        PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax } or PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax } => true,
        _ => false,
    };

    // What a tensor was computed from is reached through it; what another object was made of, not further than that.
    private void Spread(ISymbol variable, HashSet<ISymbol> changed)
    {
        foreach (var meaning in Meanings(variable))
        {
            if (!changed.Add(meaning)) continue;
            foreach (var source in _madeOf[meaning])
            {
                if (Code.TypeOf(source) is null or { Name: "Tensor" } or IErrorTypeSymbol) Spread(source, changed);
                else changed.UnionWith(Meanings(source));
            }
        }
    }

    /// <summary>A variable and, for a parameter, the variables that callers pass for it.</summary>
    private IEnumerable<ISymbol> Meanings(ISymbol variable)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<ISymbol>([variable]);
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next)) continue;
            yield return next;
            foreach (var argument in _arguments[next]) open.Enqueue(argument);
        }
    }

    private static IEnumerable<(ISymbol Made, ISymbol Of)> MadeOf(SourceProgram program) =>
        from node in program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes())
        let value = ValueIn(node)
        where value is not null
        let sources = SourcesOf(program, value).Where(source => Code.TypeOf(source) is not { IsValueType: true } and not { SpecialType: SpecialType.System_String }).ToList()
        where sources.Count > 0
        from made in MadeBy(program, node)
        from source in sources
        where !SymbolEqualityComparer.Default.Equals(made, source)
        select (made, source);

    // detach() cuts a tensor off from what it was computed from.
    private static IEnumerable<ISymbol> SourcesOf(SourceProgram program, ExpressionSyntax value) =>
        from name in value.DescendantNodesAndSelf(node => node is not InvocationExpressionSyntax call || Effects.NameOf(call) != "detach").OfType<IdentifierNameSyntax>()
        let symbol = program.Symbol(name)
        where symbol is not null && Code.IsVariable(symbol) && program.Owns(symbol) && !Effects.DeclaredIn(symbol, value)
        select symbol;

    private static ExpressionSyntax? ValueIn(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax { Initializer.Value: var value } => value,
        AssignmentExpressionSyntax assignment => assignment.Right,
        _ => null,
    };

    private static IEnumerable<ISymbol> MadeBy(SourceProgram program, SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax => [.. Known(program.Declared(node))],
        AssignmentExpressionSyntax { Left: DeclarationExpressionSyntax or TupleExpressionSyntax } tuple => tuple.Left.DescendantNodes()
            .SelectMany(part => Known(part is SingleVariableDesignationSyntax ? program.Declared(part) : part is IdentifierNameSyntax name ? Effects.VariableOf(program, name) : null)),
        AssignmentExpressionSyntax assignment => Known(Effects.VariableOf(program, assignment.Left)),
        _ => [],
    };

    private static IEnumerable<ISymbol> Known(ISymbol? symbol) => symbol is null ? [] : [symbol];
}
