namespace FlorDb.Query;

/// <summary>
/// A query that is wrong, or that can't be carried out as it is written. <see cref="Exception.Message"/> is the whole text for people: the place,
/// the problem, the line with a caret below, and the hint.
/// </summary>
public sealed class FlorQlException : Exception
{
    /// <summary>Makes an exception without a place; prefer the others.</summary>
    public FlorQlException()
        : this("The query is wrong.")
    {
    }

    /// <summary>Makes an exception that concerns the query as a whole.</summary>
    public FlorQlException(string message)
        : base(message) => Problem = message;

    /// <summary>Makes an exception that concerns the query as a whole, with its cause.</summary>
    public FlorQlException(string message, Exception cause)
        : base(message, cause) => Problem = message;

    internal FlorQlException(string problem, int line, int column, string excerpt, string? hint)
        : base($"Line {line}, column {column}: {problem}\n{excerpt}{(hint is null ? "" : $"\nHint: {hint}")}")
    {
        Problem = problem;
        Line = line;
        Column = column;
        Hint = hint;
    }

    /// <summary>The line of the query at which the problem stands, from 1; 0 when it concerns the query as a whole.</summary>
    public int Line { get; }

    /// <summary>The column of that line, from 1, counted in UTF-16 units; 0 when it concerns the query as a whole.</summary>
    public int Column { get; }

    /// <summary>What is wrong, in one sentence, without the place.</summary>
    public string Problem { get; }

    /// <summary>What to write instead; null when there is nothing to suggest.</summary>
    public string? Hint { get; }
}
