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

    /// <summary>The variables that code changes and that are declared outside of it.</summary>
    public static IEnumerable<Write> WritesOf(SourceProgram program, SyntaxNode code)
    {
        foreach (var node in code.DescendantNodesAndSelf())
        {
            foreach (var target in Targets(node))
            {
                if (VariableOf(program, target) is { } variable && !DeclaredIn(variable, code)) yield return new(variable, node);
            }
        }
    }

    /// <summary>The variables of the program that code uses and that are declared outside of it.</summary>
    public static IEnumerable<ISymbol> UsedBy(SourceProgram program, SyntaxNode code) =>
        code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(program.Symbol).OfType<ISymbol>()
            .Where(symbol => Code.IsVariable(symbol) && program.Owns(symbol) && !DeclaredIn(symbol, code)).Distinct(SymbolEqualityComparer.Default);

    /// <summary>Why code must not be carried into another version: what it changes or does there; null when it looks free of effects.</summary>
    public static string? ImpurityOf(SourceProgram program, SyntaxNode code, IReadOnlySet<ISymbol> own)
    {
        var write = WritesOf(program, code).FirstOrDefault(write => !own.Contains(write.Variable));
        if (write is not null) return $"changes '{write.Variable.Name}'";
        var call = code.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(call => Training.Contains(NameOf(call)));
        if (call is not null) return $"calls {NameOf(call)}()";
        return code.DescendantNodesAndSelf().Any(node => node is ReturnStatementSyntax or YieldStatementSyntax && node.Ancestors().TakeWhile(outer => outer != code)
            .All(outer => outer is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))) ? "leaves the method" : null;
    }

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

    // In-place operators of tensors end with an underscore.
    private static bool Changes(string method) => Changing.Contains(method) || (method.Length > 1 && method[^1] == '_');
}
