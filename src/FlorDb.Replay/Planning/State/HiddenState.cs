using System.Collections.Immutable;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Planning.State;

/// <summary>
/// Finds variables that carry values out of a loop, or from one of its iterations to the next, and that the program did not register: no
/// checkpoint holds them, so code that needs them must be executed. Doubt counts as a dependence: a wrong cell is worse than lost time.
/// </summary>
internal sealed class HiddenState
{
    // What they hold is no part of a training's result.
    private static readonly ImmutableHashSet<string> Harmless = ["Stopwatch", "StreamWriter", "TextWriter", "StringWriter", "Progress", "Meter"];

    private readonly SourceProgram _program;
    private readonly HashSet<ISymbol> _registered;
    private readonly ReachedWrites _writes;
    private readonly ImmutableArray<ISymbol> _trained;
    private readonly Dictionary<(SyntaxNode Loop, bool Carried), ImmutableArray<string>> _known = [];

    public HiddenState(SourceProgram program)
    {
        _program = program;
        _registered = Registered(program);
        _writes = new ReachedWrites(program);
        _trained = [.. Trained(program)];
    }

    /// <summary>The unregistered variables that a loop changes and that code outside of it uses: it can't be skipped.</summary>
    public ImmutableArray<string> LeaksOf(FlorLoop loop) => Find(loop, carried: false);

    /// <summary>The unregistered variables that go from one iteration of a loop to the next: it can't be entered in its middle.</summary>
    public ImmutableArray<string> CarriedBy(FlorLoop loop) => Find(loop, carried: true);

    private ImmutableArray<string> Find(FlorLoop loop, bool carried)
    {
        if (_known.TryGetValue((loop.Syntax, carried), out var known)) return known;
        var flow = Flow(carried ? loop.Syntax.Statement : loop.Syntax);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var write in _writes.Of(loop.Syntax).Where(write => Matters(write.Variable)))
        {
            var precise = write.Variable is ILocalSymbol or IParameterSymbol && IsAssignment(write) && flow is { Succeeded: true }
                && !flow.Captured.Contains(write.Variable) && loop.Syntax.Span.Contains(write.Where.Span) && write.Where.SyntaxTree == loop.Syntax.SyntaxTree;
            if (precise ? Flows(flow!, write.Variable, carried) : carried || IsUsedOutside(write.Variable, loop.Syntax)) names.Add(write.Variable.Name);
        }

        if (_writes.Steps(loop.Syntax)) names.UnionWith(_trained.Where(variable => !_registered.Contains(variable)).Select(variable => variable.Name));
        return _known[(loop.Syntax, carried)] = [.. names];
    }

    private bool Matters(ISymbol variable) =>
        !_registered.Contains(variable) && !FlorCalls.IsFlorVariable(variable) && !(Code.TypeOf(variable) is { } type && Harmless.Contains(type.Name));

    private static bool IsAssignment(Write write) => write.Where switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax or TupleExpressionSyntax } => true,
        PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax } or PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax } => true,
        ArgumentSyntax { Expression: IdentifierNameSyntax } => true,
        _ => false,
    };

    private static bool Flows(DataFlowAnalysis flow, ISymbol variable, bool carried) =>
        carried ? flow.DataFlowsIn.Contains(variable, SymbolEqualityComparer.Default) : flow.DataFlowsOut.Contains(variable, SymbolEqualityComparer.Default);

    private DataFlowAnalysis? Flow(StatementSyntax statement)
    {
        try
        {
            return _program.Model(statement.SyntaxTree).AnalyzeDataFlow(statement);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private bool IsUsedOutside(ISymbol variable, SyntaxNode loop) =>
        _program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(name => name.Identifier.Text == variable.Name && !(name.SyntaxTree == loop.SyntaxTree && loop.Span.Contains(name.Span)))
            .Any(name => SymbolEqualityComparer.Default.Equals(_program.Symbol(name), variable));

    /// <summary>What the program registers, by itself or through parameters that stand for it.</summary>
    private static HashSet<ISymbol> Registered(SourceProgram program)
    {
        var registered = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var call in program.Flor.RegistrationCalls) registered.UnionWith(Effects.UsedBy(program, call.ArgumentList));
        var passed = ReachedWrites.PassedVariables(program).ToList();
        for (var before = -1; before < registered.Count;)
        {
            before = registered.Count;
            foreach (var parameter in passed.GroupBy(pair => pair.Parameter, (IEqualityComparer<IParameterSymbol>)SymbolEqualityComparer.Default))
            {
                if (parameter.All(pair => pair.Argument is not null && registered.Contains(pair.Argument))) registered.Add(parameter.Key);
                if (registered.Contains(parameter.Key)) registered.UnionWith(parameter.Select(pair => pair.Argument).OfType<ISymbol>());
            }
        }

        return registered;
    }

    /// <summary>The variables whose <c>parameters()</c> are handed to something, so that optimizer steps change them.</summary>
    private static IEnumerable<ISymbol> Trained(SourceProgram program) =>
        program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => Effects.NameOf(call) is "parameters" or "named_parameters" && call.Expression is MemberAccessExpressionSyntax)
            .Where(call => call.Parent is ArgumentSyntax or SpreadElementSyntax or MemberAccessExpressionSyntax)
            .Select(call => Effects.VariableOf(program, call)).OfType<ISymbol>()
            .Where(symbol => symbol is not IParameterSymbol).Distinct(SymbolEqualityComparer.Default);
}
