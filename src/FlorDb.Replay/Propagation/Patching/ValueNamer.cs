using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>
/// Gives a name to a value that the old version computes inside of a statement, and the newest in a variable: computing it once more might
/// draw random numbers, clip gradients again, or cost as much as the training.
/// </summary>
internal sealed class ValueNamer(CodeCarrier code, TextPatch patch)
{
    /// <summary>Names the value of a variable's declaration; null if the old version does not compute it in the same list, or in more places than one.</summary>
    public string? Name(ISymbol local, StatementInfo declaration, StatementPlacer placer, CodePlace user)
    {
        if (declaration.Syntax is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: { } value }] }) return null;
        if (!value.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax)) return null;
        if (FirstHome(declaration, placer) is not { IsLoneStatement: false } home || !LocalCarrier.CanReach(user, home)) return null;
        if (Occurrence(value, home) is not (var found, var statement)) return null;
        var name = code.NameLocal(local, CodePlace.In(home));
        var path = statement.Syntax.SyntaxTree.FilePath;
        if (found.Parent == statement.Syntax)
        {
            patch.Replace(path, new(found.SpanStart, 0), $"var {name} = ");
        }
        else
        {
            patch.Replace(path, new(statement.Syntax.SpanStart, 0), $"var {name} = {found};\n{TextPatch.IndentOf(statement.Syntax)}");
            patch.Replace(path, found.Span, name);
        }

        placer.Note(new PlacedStatement(declaration, home, statement.Index, ""));
        return name;
    }

    private static StatementList? FirstHome(StatementInfo declaration, StatementPlacer placer)
    {
        var (item, home) = placer.Lift(declaration);
        return item == declaration ? home : null;
    }

    private (ExpressionSyntax Found, StatementInfo Statement)? Occurrence(ExpressionSyntax value, StatementList home)
    {
        var candidates = home.Items.SelectMany(item => Parts(item.Syntax).Select(part => (part, item))).Where(pair => pair.part.RawKind == value.RawKind).ToList();
        if (candidates.Count == 0 || code.TryTranslate(value, CodePlace.In(home)) is not { } translated) return null;
        var text = Tokens(SyntaxFactory.ParseExpression(translated));
        var found = candidates.Where(pair => Tokens(pair.part) == text).Take(2).ToList();
        return found is [(var part, var item)] && IsEvaluatedFirst(part, item.Syntax) ? (part, item) : null;
    }

    /// <summary>The expressions of a statement that are evaluated once, whenever it is executed.</summary>
    private static IEnumerable<ExpressionSyntax> Parts(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax
            ? statement.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax && !IsConditional(node)).OfType<ExpressionSyntax>() : [];

    private static bool IsConditional(SyntaxNode node) =>
        node is ConditionalExpressionSyntax or SwitchExpressionSyntax or ConditionalAccessExpressionSyntax or QueryExpressionSyntax or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }
        || node.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression;

    // A value that is taken out of its statement is computed before all else in it.
    private static bool IsEvaluatedFirst(ExpressionSyntax part, StatementSyntax statement) =>
        !statement.DescendantNodes().Any(node => node.Span.End <= part.SpanStart
            && node is InvocationExpressionSyntax or ObjectCreationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax);

    private static string Tokens(SyntaxNode node) => string.Join(' ', node.DescendantTokens().Select(token => token.Text));
}
