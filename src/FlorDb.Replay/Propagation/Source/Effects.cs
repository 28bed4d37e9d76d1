using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>A variable that a piece of code changes, and the place where it does.</summary>
internal sealed record Write(ISymbol Variable, SyntaxNode Where);

/// <summary>What a piece of code changes: by assignment, and by calls whose names say that they change their receiver.</summary>
internal static class Effects
{
    private static readonly ImmutableHashSet<string> Changing = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "Add", "AddRange", "Append", "AppendLine", "AppendFormat", "Clear", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveAll", "RemoveRange",
        "Push", "Pop", "Enqueue", "Dequeue", "TryAdd", "TryRemove", "TryPop", "TryDequeue", "AddFirst", "AddLast", "RemoveFirst", "RemoveLast",
        "AddOrUpdate", "GetOrAdd", "UnionWith", "ExceptWith", "IntersectWith", "Sort", "Reverse", "Fill", "SetValue", "Set", "Update", "Reset", "MoveNext",
        "Next", "NextDouble", "NextSingle", "NextInt64", "NextBytes", "Shuffle", "Write", "WriteLine", "Increment", "Start", "Stop", "Restart", "Observe",
        "step", "backward", "zero_grad", "train", "eval", "load", "load_state_dict", "manual_seed", "set_state", "update", "register_buffer",
        "register_parameter", "add_module", "reset", "reset_parameters");

    private static readonly ImmutableHashSet<string> Training = ImmutableHashSet.Create(
        StringComparer.Ordinal, "step", "backward", "zero_grad", "train", "eval", "load", "load_state_dict", "manual_seed", "set_state", "set_rng_state", "Seed");

    private static readonly ImmutableHashSet<string> Modes = ["train", "eval"];

    private static readonly ImmutableHashSet<string> Drawing = ImmutableHashSet.Create(
        StringComparer.Ordinal, "rand", "randn", "randint", "randperm", "rand_like", "randn_like", "randint_like", "normal", "multinomial", "bernoulli", "poisson", "binomial",
        "sample", "rsample", "dropout");

    /// <summary>The variables that code changes and that are declared outside of it.</summary>
    public static IEnumerable<Write> WritesOf(SourceProgram program, SyntaxNode code)
    {
        foreach (var node in code.DescendantNodesAndSelf())
        {
            foreach (var target in Targets(node))
            {
                if (VariableOf(program, target) is { } variable && !DeclaredIn(variable, code)) yield return new(variable, node);
            }

            if (ArgumentChangedBy(program, node) is { } changed && !DeclaredIn(changed, code)) yield return new(changed, node);
        }
    }

    /// <summary>The variables of the program that code uses and that are declared outside of it.</summary>
    public static IEnumerable<ISymbol> UsedBy(SourceProgram program, SyntaxNode code) =>
        code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(program.Symbol).OfType<ISymbol>()
            .Where(symbol => Code.IsVariable(symbol) && program.Owns(symbol) && !DeclaredIn(symbol, code)).Distinct(SymbolEqualityComparer.Default);

    /// <summary>Why code must not be carried into another version: what it changes or does there; null when it looks free of effects.</summary>
    public static string? ImpurityOf(SourceProgram program, SyntaxNode code, IReadOnlySet<ISymbol> own)
    {
        var calls = CallsIn(code).ToList();
        if (calls.FirstOrDefault(call => ArgumentChangedBy(program, call) is { } changed && !own.Contains(changed)) is { } inPlace) return $"calls {NameOf(inPlace)}()";
        var write = WritesOf(program, code).FirstOrDefault(write => !own.Contains(write.Variable));
        if (write is not null) return $"changes '{write.Variable.Name}'";
        if (calls.FirstOrDefault(call => Training.Contains(NameOf(call))) is { } call) return $"calls {NameOf(call)}()";
        if (calls.FirstOrDefault(call => Drawing.Contains(NameOf(call))) is { } draw) return $"calls {NameOf(draw)}(), which draws random numbers";
        return code.DescendantNodesAndSelf().Any(node => node is ReturnStatementSyntax or YieldStatementSyntax && node.Ancestors().TakeWhile(outer => outer != code)
            .All(outer => outer is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))) ? "leaves the method" : null;
    }

    /// <summary>
    /// Why a method of the program must not be called once more: what it does to the training, by itself or through others. That it switches
    /// a network to evaluation is no reason: nearly every evaluation does, and verification notices where it matters.
    /// </summary>
    public static string? ImpurityOfCalling(SourceProgram program, SyntaxNode body)
    {
        var calls = program.Calls.ReachedFrom(body).Append(body).SelectMany(CallsIn).Select(NameOf).ToList();
        if (calls.Any(Drawing.Contains)) return "which draws random numbers";
        return calls.FirstOrDefault(name => Training.Contains(name) && !Modes.Contains(name)) is { } name ? $"which calls {name}()" : null;
    }

    /// <summary>Whether a node is a call that switches a network between training and evaluation.</summary>
    public static bool SwitchesMode(SyntaxNode node) => node is InvocationExpressionSyntax call && Modes.Contains(NameOf(call));

    /// <summary>Whether a node is a call that empties gradients: that changes nothing for who reads them in front of the next backward().</summary>
    public static bool ResetsGradients(SyntaxNode node) => node is InvocationExpressionSyntax call && NameOf(call) == "zero_grad";

    /// <summary>Whether a statement does nothing but switch a network to evaluation.</summary>
    public static bool SwitchesToEvaluation(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax, ArgumentList.Arguments.Count: 0 } call } && NameOf(call) == "eval";

    /// <summary>The network that a statement switches between training and evaluation; null if it does anything else.</summary>
    public static ISymbol? ModeSwitchedBy(SourceProgram program, StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call } && SwitchesMode(call)
            ? VariableOf(program, access.Expression) : null;

    public static bool DeclaredIn(ISymbol symbol, SyntaxNode code) =>
        symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == code.SyntaxTree && code.Span.Contains(reference.Span));

    /// <summary>The variable at the root of an expression, if the program declares it.</summary>
    public static ISymbol? VariableOf(SourceProgram program, ExpressionSyntax expression) =>
        program.Symbol(Code.RootOf(expression)) is { } symbol && Code.IsVariable(symbol) && program.Owns(symbol) ? symbol : null;

    public static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    private static IEnumerable<ExpressionSyntax> Targets(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple } => tuple.Arguments.Select(argument => argument.Expression),
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } => [],
        AssignmentExpressionSyntax assignment => [assignment.Left],
        PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression) => [prefix.Operand],
        PostfixUnaryExpressionSyntax postfix when !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => [postfix.Operand],
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => [argument.Expression],
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when Changes(NameOf(call)) => [access.Expression],
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax, Parent: ConditionalAccessExpressionSyntax conditional } call
            when Changes(NameOf(call)) => [conditional.Expression],
        _ => [],
    };

    private static IEnumerable<InvocationExpressionSyntax> CallsIn(SyntaxNode code) => code.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>();

    // clip_grad_norm_(net.parameters(), 1): a function in the manner of an in-place operator.
    private static ISymbol? ArgumentChangedBy(SourceProgram program, SyntaxNode node) =>
        node is InvocationExpressionSyntax { ArgumentList.Arguments: [{ } first, ..] } call && IsInPlace(NameOf(call))
        && (call.Expression is not MemberAccessExpressionSyntax access || VariableOf(program, access.Expression) is null) && call.Expression is not MemberBindingExpressionSyntax
            ? VariableOf(program, first.Expression) : null;

    private static bool Changes(string method) => Changing.Contains(method) || IsInPlace(method);

    // In-place operators of tensors end with an underscore.
    private static bool IsInPlace(string method) => method.Length > 1 && method[^1] == '_';
}
