using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>Questions about a piece of code that need no program around it.</summary>
internal static class Code
{
    /// <summary>Whether a symbol is a place that holds a value.</summary>
    public static bool IsVariable(ISymbol? symbol) => symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol or IRangeVariableSymbol;

    public static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IMethodSymbol method => method.ReturnType,
        _ => null,
    };

    /// <summary>A type's name for people, without regard to whether it may be null.</summary>
    public static string TypeName(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString();

    /// <summary>The method, function, accessor or file whose code a node belongs to; null for an initializer of a field.</summary>
    public static SyntaxNode? BodyOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(IsBody);

    private static bool IsBody(SyntaxNode node) => node switch
    {
        LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax => true,
        PropertyDeclarationSyntax { ExpressionBody: not null } => true,
        GlobalStatementSyntax or CompilationUnitSyntax => node is CompilationUnitSyntax,
        _ => false,
    };

    /// <summary>The name of a body for people: <c>Train()</c>.</summary>
    public static string NameOf(SyntaxNode? body) => body switch
    {
        MethodDeclarationSyntax method => $"{method.Identifier.Text}()",
        LocalFunctionStatementSyntax function => $"{function.Identifier.Text}()",
        ConstructorDeclarationSyntax constructor => $"{constructor.Identifier.Text}()",
        PropertyDeclarationSyntax property => property.Identifier.Text,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } => property.Identifier.Text,
        _ => "the top-level statements",
    };

    /// <summary>The bare name of a body, for matching; empty for top-level statements.</summary>
    public static string BareNameOf(SyntaxNode? body) => body switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax => ".ctor",
        PropertyDeclarationSyntax property => property.Identifier.Text,
        _ => "",
    };

    /// <summary>The list of statements that is a body's own; null when it is a single expression.</summary>
    public static StatementList? ListOf(SyntaxNode body) => body switch
    {
        LocalFunctionStatementSyntax { Body: { } block } => StatementList.OfHolder(block),
        BaseMethodDeclarationSyntax { Body: { } block } => StatementList.OfHolder(block),
        AccessorDeclarationSyntax { Body: { } block } => StatementList.OfHolder(block),
        CompilationUnitSyntax file => StatementList.AllIn(file.SyntaxTree).FirstOrDefault(list => list.IsTopLevel),
        _ => null,
    };

    /// <summary>The variable at the root of an expression such as <c>net.fc1.weight[0]</c>: here <c>net</c>.</summary>
    public static ExpressionSyntax RootOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } => expression,
        MemberAccessExpressionSyntax access => RootOf(access.Expression),
        ElementAccessExpressionSyntax element => RootOf(element.Expression),
        InvocationExpressionSyntax call => RootOf(call.Expression),
        ParenthesizedExpressionSyntax inner => RootOf(inner.Expression),
        PostfixUnaryExpressionSyntax postfix => RootOf(postfix.Operand),
        ConditionalAccessExpressionSyntax conditional => RootOf(conditional.Expression),
        CastExpressionSyntax cast => RootOf(cast.Expression),
        _ => expression,
    };

    public static bool IsLoop(StatementSyntax statement) => statement is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    public static StatementSyntax? LoopBody(StatementSyntax loop) => loop switch
    {
        CommonForEachStatementSyntax each => each.Statement,
        ForStatementSyntax counted => counted.Statement,
        WhileStatementSyntax conditional => conditional.Statement,
        DoStatementSyntax repeated => repeated.Statement,
        _ => null,
    };

    public static bool IsJump(StatementSyntax statement) =>
        statement.Kind() is SyntaxKind.ReturnStatement or SyntaxKind.BreakStatement or SyntaxKind.ContinueStatement or SyntaxKind.ThrowStatement;
}
