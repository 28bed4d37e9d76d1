using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>A statement and its place among its siblings.</summary>
internal sealed record StatementInfo(StatementSyntax Syntax, StatementList List, int Index);

/// <summary>
/// Statements that run one after the other: a block, a switch section, the top-level statements of a file, or the single statement
/// that stands for a block.
/// </summary>
internal sealed class StatementList : IEquatable<StatementList>
{
    private StatementList(SyntaxNode holder, IEnumerable<StatementSyntax> statements)
    {
        Holder = holder;
        Items = [.. statements.Select((statement, index) => new StatementInfo(statement, this, index))];
    }

    /// <summary>The block, section, file or lone statement.</summary>
    public SyntaxNode Holder { get; }

    public ImmutableArray<StatementInfo> Items { get; }

    /// <summary>Whether braces have to be added before a second statement fits.</summary>
    public bool IsLoneStatement => Holder is StatementSyntax and not BlockSyntax;

    /// <summary>Whether these are the top-level statements of a file.</summary>
    public bool IsTopLevel => Holder is CompilationUnitSyntax;

    /// <summary>What the list belongs to: the loop, the condition, the method.</summary>
    public SyntaxNode? Owner => Holder.Parent;

    /// <summary>The list that a statement stands in; null if it is a block that is the body of something.</summary>
    public static StatementList? Of(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => new(block, block.Statements),
        SwitchSectionSyntax section => new(section, section.Statements),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax file } => OfFile(file),
        _ when statement is BlockSyntax => null,
        null => null,
        _ => new(statement, [statement]),
    };

    public static IEnumerable<StatementList> AllIn(SyntaxTree tree)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        if (root.Members.Any(member => member is GlobalStatementSyntax)) yield return OfFile(root);
        foreach (var node in root.DescendantNodes())
        {
            if (OfHolder(node) is { } list) yield return list;
        }
    }

    /// <summary>The list that is the body of a block, a section or a lone embedded statement.</summary>
    public static StatementList? OfHolder(SyntaxNode node) => node switch
    {
        BlockSyntax block => new(block, block.Statements),
        SwitchSectionSyntax section => new(section, section.Statements),
        StatementSyntax { Parent: not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax or null) } lone => new(lone, [lone]),
        _ => null,
    };

    private static StatementList OfFile(CompilationUnitSyntax file) => new(file, file.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement));

    public StatementInfo Find(StatementSyntax statement) => Items.First(item => item.Syntax == statement);

    public bool Equals(StatementList? other) => other is not null && Holder == other.Holder;

    public override bool Equals(object? obj) => Equals(obj as StatementList);

    public override int GetHashCode() => Holder.GetHashCode();
}
