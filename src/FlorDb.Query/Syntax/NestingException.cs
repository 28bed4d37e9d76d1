namespace FlorDb.Query.Syntax;

/// <summary>A query nests its expressions too deeply; the parser turns this into a <see cref="FlorQlException"/>.</summary>
internal sealed class NestingException(TextSpan span) : Exception
{
    public TextSpan Span => span;
}
