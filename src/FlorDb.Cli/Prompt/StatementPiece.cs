namespace FlorDb.Cli.Prompt;

/// <summary>A stretch of typed text.</summary>
/// <param name="Text">The text as it was typed, with what ends it and with the white space and comments before it.</param>
/// <param name="End">What ends it.</param>
/// <param name="IsBlank">Whether it holds nothing but white space, comments and the semicolon.</param>
internal readonly record struct StatementPiece(string Text, StatementEnd End, bool IsBlank);

/// <summary>What ends a piece of typed text.</summary>
internal enum StatementEnd
{
    /// <summary>Nothing yet: the text ends inside the statement.</summary>
    Unfinished,

    /// <summary>A semicolon outside of strings, quoted names and comments.</summary>
    Semicolon,

    /// <summary>The end of the line: the piece is a command for the prompt, such as <c>\d</c>.</summary>
    Line,
}
