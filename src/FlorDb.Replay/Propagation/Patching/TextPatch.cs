using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Collects insertions into a program's sources and applies them, in the style of the lines around them.</summary>
internal sealed class TextPatch(SourceProgram program)
{
    private readonly List<(string Path, int Position, int Order, string Text)> _insertions = [];
    private readonly List<(string Path, TextChange Change)> _replacements = [];

    /// <summary>Replaces a piece of an old statement.</summary>
    public void Replace(string path, TextSpan span, string text) => _replacements.Add((path, new TextChange(span, text)));

    /// <summary>The statements put before the one at an index of a list.</summary>
    public void InsertStatements(StatementList list, int index, IReadOnlyList<string> statements)
    {
        var path = list.Holder.SyntaxTree.FilePath;
        if (list.IsLoneStatement)
        {
            var text = string.Join(" ", statements.Select(statement => Reindent(statement, IndentOf(list.Holder))));
            Insert(path, list.Holder.SpanStart, index == 0 ? $"{{ {text} " : "{ ");
            Insert(path, list.Holder.Span.End, index == 0 ? " }" : $" {text} }}");
            return;
        }

        var indent = list.Items.Length > 0 ? IndentOf(list.Items[0].Syntax) : IndentOf(list.Holder) + "    ";
        var (position, lines) = PlaceAfter(list, index);
        var before = lines ? indent : " ";
        foreach (var statement in statements) Insert(path, position, before + Reindent(statement, indent) + (lines ? "\n" : ""));
    }

    /// <summary>A member put at the end of a type.</summary>
    public void InsertMember(TypeDeclarationSyntax type, string member)
    {
        var indent = type.Members.Count > 0 ? IndentOf(type.Members[^1]) : IndentOf(type) + "    ";
        if (type.CloseBraceToken.IsMissing || type.CloseBraceToken.RawKind == 0) throw new RefusedException($"'{type.Identifier.Text}' has no body that could take a member");
        var line = type.CloseBraceToken.FullSpan.Start;
        Insert(type.SyntaxTree.FilePath, line, $"\n{indent}{Reindent(member, indent)}\n");
    }

    /// <summary>A local function put after the top-level statements of a file.</summary>
    public void InsertFunction(CompilationUnitSyntax file, string function)
    {
        var last = file.Members.OfType<GlobalStatementSyntax>().Last();
        Insert(file.SyntaxTree.FilePath, last.Span.End, $"\n\n{Reindent(function, "")}");
    }

    /// <summary>A type put after the one at a place, or at the end of the file.</summary>
    public void InsertType(SyntaxNode place, string type)
    {
        var outermost = place.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().LastOrDefault();
        if (outermost is null) Insert(place.SyntaxTree.FilePath, place.SyntaxTree.GetRoot().FullSpan.End, $"\n{Reindent(type, "")}\n");
        else Insert(place.SyntaxTree.FilePath, outermost.Span.End, $"\n\n{IndentOf(outermost)}{Reindent(type, IndentOf(outermost))}");
    }

    public void InsertUsing(CompilationUnitSyntax file, string directive)
    {
        var position = file.Usings.Count > 0 ? file.Usings[^1].FullSpan.End : file.Externs.Count > 0 ? file.Externs[^1].FullSpan.End : FirstPlace(file);
        Insert(file.SyntaxTree.FilePath, position, directive + "\n");
    }

    /// <summary>The text of each file that changed.</summary>
    public IReadOnlyDictionary<string, string> Apply()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in _insertions.Select(insertion => insertion.Path).Concat(_replacements.Select(replacement => replacement.Path)).Distinct(StringComparer.Ordinal))
        {
            var changes = _insertions.Where(insertion => insertion.Path == path).OrderBy(insertion => insertion.Position).ThenBy(insertion => insertion.Order)
                .GroupBy(insertion => insertion.Position)
                .Select(group => new TextChange(new TextSpan(group.Key, 0), string.Concat(group.Select(insertion => insertion.Text))))
                .Concat(_replacements.Where(replacement => replacement.Path == path).Select(replacement => replacement.Change)).OrderBy(change => change.Span);
            files[path] = SourceText.From(program.Files[path]).WithChanges(changes).ToString();
        }

        return files;
    }

    private void Insert(string path, int position, string text) => _insertions.Add((path, position, _insertions.Count, text));

    // Directives of a file-based program (#:package ...) and comments stay ahead of the code.
    private static int FirstPlace(CompilationUnitSyntax file)
    {
        var trivia = file.GetLeadingTrivia().LastOrDefault(item => item.IsDirective);
        return trivia.RawKind == 0 ? 0 : trivia.FullSpan.End;
    }

    private static (int Position, bool WholeLines) PlaceAfter(StatementList list, int index)
    {
        if (index > 0) return After(list.Items[index - 1].Syntax.GetLastToken());
        if (list.Holder is BlockSyntax block) return After(block.OpenBraceToken);
        if (list.Holder is SwitchSectionSyntax section) return After(section.Labels.Last().GetLastToken());
        return (StartOfLine(list.Items[0].Syntax), true);
    }

    private static (int Position, bool WholeLines) After(SyntaxToken token) =>
        token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) ? (token.FullSpan.End, true) : (token.Span.End, false);

    private static int StartOfLine(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        return text.Lines.GetLineFromPosition(node.SpanStart).Start;
    }

    internal static string IndentOf(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line[..(line.Length - line.TrimStart().Length)];
    }

    /// <summary>Moves the lines after the first to a new indentation; the first line comes without one.</summary>
    private static string Reindent(string text, string indent)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        return string.Join("\n", lines.Select((line, i) => i == 0 || line.Length == 0 ? line : indent + line));
    }
}
