using FlorDb.Query.Syntax;

namespace FlorDb.Query.Values;

/// <summary>The place in a query that an error during evaluation points to.</summary>
internal sealed record ErrorSite(SourceText Source, TextSpan Span)
{
    public FlorQlException Error(string problem, string? hint = null) => Source.Error(Span, problem, hint);

    public FlorQlException Error(ValueException cause) => Error(cause.Message, cause.Hint);
}
