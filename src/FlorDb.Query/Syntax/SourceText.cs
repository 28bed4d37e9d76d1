namespace FlorDb.Query.Syntax;

/// <summary>The text of a query, and the errors that point into it.</summary>
internal sealed class SourceText(string text)
{
    private const int ExcerptLengthMax = 120;

    public string Text { get; } = text;

    public string Slice(TextSpan span) => Text.Substring(span.Start, span.Length);

    public FlorQlException Error(TextSpan span, string problem, string? hint = null)
    {
        var lineStart = span.Start == 0 ? 0 : Text.LastIndexOf('\n', span.Start - 1) + 1;
        var line = 1 + Text.AsSpan(0, lineStart).Count('\n');
        return new FlorQlException(problem, line, span.Start - lineStart + 1, Excerpt(lineStart, span), hint);
    }

    private string Excerpt(int lineStart, TextSpan span)
    {
        var newLine = Text.IndexOf('\n', lineStart);
        var lineEnd = newLine < 0 ? Text.Length : newLine;
        var first = Math.Max(lineStart, span.Start - ExcerptLengthMax / 2);
        var last = Math.Min(lineEnd, first + ExcerptLengthMax);
        var line = string.Concat(Text[first..last].Select(c => char.IsControl(c) ? ' ' : c)).TrimEnd();
        var caretLength = Math.Clamp(span.Length, 1, Math.Max(1, last - span.Start));
        return $"  {line}\n  {new string(' ', span.Start - first)}{new string('^', caretLength)}";
    }
}
