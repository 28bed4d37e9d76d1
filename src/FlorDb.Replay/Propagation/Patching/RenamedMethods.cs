using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Finds methods that were renamed: what they do is nearly the same, and the one name is known to one version only.</summary>
internal sealed class RenamedMethods(TreeMatch match)
{
    private const double NearlySame = 0.85;
    private readonly Lazy<(HashSet<string> Newest, List<SyntaxNode> Old)> _methods = new(() =>
        ([.. Methods(match.Newest).Select(Code.BareNameOf)], [.. Methods(match.Old)]));

    /// <summary>The declaration of the method that has taken another name since; none if there is no such method, or more than one.</summary>
    public IEnumerable<SyntaxNode> Of(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration || Content(match.Newest, declaration) is not { } content) return [];
        var alike = _methods.Value.Old.Where(old => !_methods.Value.Newest.Contains(Code.BareNameOf(old)))
            .Where(old => Content(match.Old, old) is { } other && content.SimilarityTo(other) >= NearlySame).Take(2).ToList();
        return alike is [var only] ? [only] : [];
    }

    private static IEnumerable<SyntaxNode> Methods(SourceProgram program) =>
        program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes()).Where(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax);

    private static TokenSequence? Content(SourceProgram program, SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax declaration => (SyntaxNode?)declaration.Body ?? declaration.ExpressionBody,
        LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody,
        _ => null,
    } is { } body ? TokenSequence.Of(program, body) : null;
}
