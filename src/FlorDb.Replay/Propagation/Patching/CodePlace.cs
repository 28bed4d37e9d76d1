using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>A place in an old version that takes carried code: a list of statements, or else a type's members, or else the end of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="List">The list of statements; null for members and types.</param>
/// <param name="Type">The type around it; null at top level.</param>
internal sealed record CodePlace(CompilationUnitSyntax File, StatementList? List, TypeDeclarationSyntax? Type)
{
    public static CodePlace In(StatementList list) => new((CompilationUnitSyntax)list.Holder.SyntaxTree.GetRoot(), list, Scope.TypeAround(list));

    public static CodePlace In(TypeDeclarationSyntax type) => new((CompilationUnitSyntax)type.SyntaxTree.GetRoot(), null, type);

    /// <summary>The method, function or file whose code this is; null for members.</summary>
    public SyntaxNode? Body => List is null ? null : List.IsTopLevel ? List.Holder : Code.BodyOf(List.Holder);

    /// <summary>The place's name for people.</summary>
    public string Name => List is not null ? Code.NameOf(Body) : Type?.Identifier.Text ?? Path.GetFileName(File.SyntaxTree.FilePath);

    /// <summary>Where helpers that carried code calls go: beside the top-level statements, or into the type.</summary>
    public CodePlace ForHelpers => Type is null ? this with { List = StatementList.AllIn(File.SyntaxTree).FirstOrDefault(list => list.IsTopLevel) } : In(Type);

    public IEnumerable<ISymbol> Variables(SourceProgram program) => List is not null ? Scope.VariablesIn(program, List) : Scope.FieldsIn(program, Type);
}
