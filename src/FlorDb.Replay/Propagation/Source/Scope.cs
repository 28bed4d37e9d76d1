using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>What can be named at a place in a program.</summary>
internal static class Scope
{
    /// <summary>
    /// The variables that code in a list of statements can use, the nearest first. Those that the list itself declares count, wherever
    /// in it they are declared.
    /// </summary>
    public static IEnumerable<ISymbol> VariablesIn(SourceProgram program, StatementList list)
    {
        SyntaxNode inner = list.Holder;
        foreach (var symbol in list.Items.SelectMany(item => DeclaredBy(program, item.Syntax))) yield return symbol;
        var locals = true;
        for (var node = list.Holder; node is not null; inner = node, node = node.Parent)
        {
            if (locals)
            {
                foreach (var symbol in LocalsAround(program, node, inner)) yield return symbol;
            }

            if (node is LocalFunctionStatementSyntax function && function.Modifiers.Any(SyntaxKind.StaticKeyword)) locals = false;
            if (node is not TypeDeclarationSyntax type) continue;
            locals = false;
            foreach (var symbol in program.Declared(type) is INamedTypeSymbol owner ? FieldsOf(owner) : []) yield return symbol;
        }
    }

    /// <summary>The names that a variable declared in a list must not have: those of variables around it, and inside of its statements.</summary>
    public static HashSet<string> NamesAround(SourceProgram program, StatementList list)
    {
        var names = VariablesIn(program, list).Where(symbol => symbol is ILocalSymbol or IParameterSymbol).Select(symbol => symbol.Name).ToHashSet(StringComparer.Ordinal);
        names.UnionWith(list.Holder.DescendantTokens(node => node is not BaseTypeDeclarationSyntax).Where(DeclaresLocal).Select(token => token.Text));
        return names;
    }

    private static bool DeclaresLocal(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken)
        && token.Parent is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or ParameterSyntax or LocalFunctionStatementSyntax;

    /// <summary>The type whose member holds a list; null for top-level statements.</summary>
    public static TypeDeclarationSyntax? TypeAround(StatementList list) => list.Holder.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault();

    /// <summary>The variables that a statement declares for those after it.</summary>
    public static IEnumerable<ISymbol> DeclaredBy(SourceProgram program, StatementSyntax statement)
    {
        var declarators = statement switch
        {
            LocalDeclarationStatementSyntax local => local.Declaration.Variables.Cast<SyntaxNode>().Concat(Designations(local)),
            ExpressionStatementSyntax expression => Designations(expression),
            IfStatementSyntax condition => Designations(condition.Condition),
            _ => [],
        };
        return declarators.Select(program.Declared).OfType<ISymbol>();
    }

    private static IEnumerable<SyntaxNode> Designations(SyntaxNode node) =>
        node.DescendantNodes(child => child is not AnonymousFunctionExpressionSyntax).OfType<SingleVariableDesignationSyntax>();

    private static IEnumerable<ISymbol> LocalsAround(SourceProgram program, SyntaxNode node, SyntaxNode inner)
    {
        var before = node switch
        {
            BlockSyntax block => block.Statements.TakeWhile(statement => !statement.Span.Contains(inner.SpanStart)),
            SwitchSectionSyntax section => section.Statements.TakeWhile(statement => !statement.Span.Contains(inner.SpanStart)),
            CompilationUnitSyntax file => file.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement)
                .TakeWhile(statement => !statement.Span.Contains(inner.SpanStart)),
            _ => [],
        };
        // A function may use what is declared after it, as long as it is called later still.
        if (inner is LocalFunctionStatementSyntax or GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax } && node is CompilationUnitSyntax all)
            before = all.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement);
        var own = node switch
        {
            ForEachStatementSyntax => [node],
            ForEachVariableStatementSyntax loop => Designations(loop.Variable).Concat(loop.Variable is DeclarationExpressionSyntax d ? Designations(d) : []),
            ForStatementSyntax { Declaration: { } declaration } => declaration.Variables,
            UsingStatementSyntax { Declaration: { } declaration } => declaration.Variables,
            FixedStatementSyntax fixedStatement => fixedStatement.Declaration.Variables,
            CatchClauseSyntax { Declaration: { } declaration } => [declaration],
            BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
            LocalFunctionStatementSyntax function => function.ParameterList.Parameters,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
            SimpleLambdaExpressionSyntax lambda => [lambda.Parameter],
            IfStatementSyntax condition when condition.Statement == inner => Designations(condition.Condition),
            TypeDeclarationSyntax { ParameterList: { } parameters } => parameters.Parameters,
            _ => Enumerable.Empty<SyntaxNode>(),
        };
        return before.Reverse().SelectMany(statement => DeclaredBy(program, statement)).Concat(own.Select(program.Declared).OfType<ISymbol>());
    }

    /// <summary>The fields and properties that members of a type, or of one around it, can use.</summary>
    public static IEnumerable<ISymbol> FieldsIn(SourceProgram program, TypeDeclarationSyntax? type) =>
        type is null ? [] : type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Select(program.Declared).OfType<INamedTypeSymbol>().SelectMany(FieldsOf);

    private static IEnumerable<ISymbol> FieldsOf(INamedTypeSymbol type) =>
        type.GetMembers().Where(member => member is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol { IsIndexer: false });
}
