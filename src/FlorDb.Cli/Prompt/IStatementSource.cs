namespace FlorDb.Cli.Prompt;

/// <summary>Where the prompt gets its text from: a terminal with line editing, or a script.</summary>
internal interface IStatementSource
{
    /// <summary>Reads the next line or lines.</summary>
    /// <param name="continued">Whether the text read so far ends inside a statement.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<TypedText> ReadAsync(bool continued, CancellationToken cancellation);
}

/// <summary>What was typed.</summary>
/// <param name="Kind">Text, or one of the ways not to give any.</param>
/// <param name="Text">The text, with the end of its last line; empty for the other kinds.</param>
internal readonly record struct TypedText(TypedKind Kind, string Text)
{
    /// <summary>The end of the input: Ctrl-D, or the end of the script.</summary>
    public static TypedText End { get; } = new(TypedKind.End, "");

    /// <summary>Ctrl-C: what was typed so far is dropped.</summary>
    public static TypedText Dropped { get; } = new(TypedKind.Dropped, "");

    /// <summary>Some lines.</summary>
    public static TypedText Lines(string text) => new(TypedKind.Lines, text + "\n");
}

/// <summary>The kinds of <see cref="TypedText"/>.</summary>
internal enum TypedKind
{
    Lines,
    Dropped,
    End,
}
