using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>The text of a piece of the newest source with names replaced and parts left out, moved to the left margin.</summary>
internal sealed class CarriedText(SyntaxNode node)
{
    private readonly SortedDictionary<int, (TextSpan Span, string Text)> _changes = [];

    public void Replace(TextSpan span, string text) => _changes[span.Start] = (span, text);

    /// <summary>Leaves out every statement below the node that is not to be kept and holds nothing to be kept.</summary>
    public void Keep(IReadOnlySet<StatementSyntax> kept)
    {
        bool Needed(SyntaxNode part) => kept.Any(statement => part.Span.Contains(statement.Span));
        foreach (var clause in node.DescendantNodes().OfType<ElseClauseSyntax>().Where(clause => !Needed(clause))) Remove(clause);
        foreach (var statement in node.DescendantNodes().OfType<StatementSyntax>())
        {
            if (kept.Any(whole => whole.Span.Contains(statement.Span)) || Needed(statement)) continue;
            if (statement.Ancestors().TakeWhile(outer => outer != node).Any(outer => outer is StatementSyntax or ElseClauseSyntax && !Needed(outer))) continue;
            if (statement.Parent is BlockSyntax or SwitchSectionSyntax) Remove(statement);
            else if (statement is BlockSyntax || statement.Parent is StatementSyntax) Replace(statement.Span, "{ }");
        }
    }

    public override string ToString()
    {
        var source = node.SyntaxTree.GetText().ToString();
        var text = new System.Text.StringBuilder();
        var position = node.SpanStart;
        foreach (var (span, replacement) in _changes.Values.Where(change => node.Span.Contains(change.Span)))
        {
            if (span.Start < position) continue;
            text.Append(source, position, span.Start - position).Append(replacement);
            position = span.End;
        }

        text.Append(source, position, node.Span.End - position);
        return Outdent(text.ToString());
    }

    private void Remove(SyntaxNode part)
    {
        var span = part.FullSpan;
        if (!part.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)) span = part.Span;
        Replace(TextSpan.FromBounds(Math.Max(span.Start, node.SpanStart), Math.Min(span.End, node.Span.End)), "");
    }

    // Lines of a multi-line string are content, so a node that holds one keeps its indentation.
    private string Outdent(string text)
    {
        var multiline = node.DescendantTokens().Any(token => token.Text.Contains('\n', StringComparison.Ordinal));
        var indent = TextPatch.IndentOf(node).Length;
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        return multiline ? text : string.Join("\n", lines.Select((line, i) => i == 0 ? line : line[Math.Min(indent, line.Length - line.TrimStart().Length)..]));
    }
}
