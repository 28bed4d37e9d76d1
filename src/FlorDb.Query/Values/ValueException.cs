namespace FlorDb.Query.Values;

/// <summary>A value does not fit its use. Whoever knows the place in the query turns this into a <see cref="FlorQlException"/>.</summary>
internal sealed class ValueException(string problem, string? hint = null) : Exception(problem)
{
    public string? Hint => hint;
}
