using FlorDb.Query.Syntax;
using FlorDb.Query.Values;

namespace FlorDb.Query.Binding;

/// <summary>What all parts of binding one query share: its text, and the notices for whoever reads the answer.</summary>
internal sealed class BindingContext(SourceText source)
{
    private readonly List<string> _notices = [];

    public IReadOnlyList<string> Notices => _notices;

    public ErrorSite Site(TextSpan span) => new(source, span);

    public FlorQlException Error(TextSpan span, string problem, string? hint = null) => source.Error(span, problem, hint);

    public string Text(TextSpan span) => source.Slice(span);

    public void AddNotice(string notice)
    {
        if (!_notices.Contains(notice)) _notices.Add(notice);
    }
}
