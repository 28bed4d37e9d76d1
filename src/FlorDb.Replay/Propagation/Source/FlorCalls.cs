using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>A call <c>flor.Log("name", ...)</c> with a constant name.</summary>
internal sealed record LogCall(string Name, InvocationExpressionSyntax Syntax);

/// <summary>A loop <c>foreach (... in flor.Loop("name", ...))</c> with a constant name.</summary>
internal sealed record FlorLoop(string Name, CommonForEachStatementSyntax Syntax);

/// <summary>Finds the calls of a program's <c>Flor</c> run. It works by names where the library is not among the references.</summary>
internal sealed class FlorCalls
{
    private const string FlorType = "Flor";
    private static readonly ImmutableHashSet<string> Registrations = ["Checkpoints", "Variable"];

    private readonly SourceProgram _program;
    private readonly Dictionary<SyntaxNode, string> _loopNames = [];

    public FlorCalls(SourceProgram program)
    {
        _program = program;
        var calls = program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => Receiver(call) is { } receiver && IsFlor(receiver)).ToList();
        Logs = [.. Named(calls, "Log").Select(call => new LogCall(call.Name, call.Syntax))];
        RegistrationCalls = [.. calls.Where(call => Registrations.Contains(MethodName(call)))];
        foreach (var loop in program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<CommonForEachStatementSyntax>()))
        {
            if (LoopCall(loop.Expression) is { } call && ConstantName(call) is { } name) _loopNames[loop] = name;
        }

        Loops = [.. _loopNames.Select(pair => new FlorLoop(pair.Value, (CommonForEachStatementSyntax)pair.Key))];
    }

    public ImmutableArray<LogCall> Logs { get; }

    public ImmutableArray<FlorLoop> Loops { get; }

    /// <summary>The calls that register state: what they mention is restored by a replay.</summary>
    public ImmutableArray<InvocationExpressionSyntax> RegistrationCalls { get; }

    /// <summary>The name of the Flor loop that a node is; null for any other node.</summary>
    public string? LoopName(SyntaxNode node) => _loopNames.GetValueOrDefault(node);

    /// <summary>The logged name if a statement is nothing but a log call.</summary>
    public string? LogName(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: var expression } ? Logs.FirstOrDefault(log => log.Syntax == expression)?.Name : null;

    public bool IsFlor(ExpressionSyntax expression)
    {
        if (_program.Type(expression) is { Name: FlorType }) return true;
        return _program.Symbol(expression) is { } symbol && IsFlorVariable(symbol);
    }

    /// <summary>Whether a variable holds the Flor run.</summary>
    public static bool IsFlorVariable(ISymbol symbol)
    {
        if (Code.TypeOf(symbol) is { Name: FlorType }) return true;
        var declaration = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return declaration is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax start } }
            && start.Name.Identifier.Text == "Start" && start.Expression.ToString().Split('.')[^1] == FlorType;
    }

    private IEnumerable<(string Name, InvocationExpressionSyntax Syntax)> Named(IEnumerable<InvocationExpressionSyntax> calls, string method) =>
        from call in calls where MethodName(call) == method let name = ConstantName(call) where name is not null select (name, call);

    private InvocationExpressionSyntax? LoopCall(ExpressionSyntax expression)
    {
        var call = expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => MethodName(call) == "Loop" && Receiver(call) is { } receiver && IsFlor(receiver));
        if (call is not null || expression is not IdentifierNameSyntax || _program.Symbol(expression) is not ILocalSymbol local) return call;
        var declaration = local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax;
        return declaration?.Initializer is { Value: var value and not IdentifierNameSyntax } ? LoopCall(value) : null;
    }

    private string? ConstantName(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        var name = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == "name") ?? arguments.FirstOrDefault();
        return name is null ? null : _program.Model(call.SyntaxTree).GetConstantValue(name.Expression) is { HasValue: true, Value: string text } ? text : null;
    }

    private static string MethodName(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.Text,
        _ => "",
    };

    private static ExpressionSyntax? Receiver(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        MemberBindingExpressionSyntax when call.Parent is ConditionalAccessExpressionSyntax conditional => conditional.Expression,
        _ => null,
    };
}
