namespace FlorDb.Query.Syntax;

/// <summary>A stretch of a query's text, in UTF-16 units.</summary>
internal readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static TextSpan Between(TextSpan first, TextSpan last) => new(first.Start, last.End - first.Start);
}
