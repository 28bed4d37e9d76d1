namespace FlorDb.Cli.Prompt;

/// <summary>Decides what Enter does. The line editor shows us only the line with the cursor, so this is a guess; the loop behind it knows.</summary>
internal static class Submission
{
    /// <summary>Whether a statement seems to be finished by a line.</summary>
    /// <param name="line">The last line.</param>
    /// <param name="isFirst">Whether it is the statement's first line as well.</param>
    public static bool LooksFinished(string line, bool isFirst)
    {
        var trimmed = line.TrimEnd();
        if (trimmed.EndsWith(';')) return true;
        if (isFirst && (trimmed.Length == 0 || MetaCommand.IsWord(trimmed))) return true;
        var pieces = StatementSplitter.Split(line);
        return pieces.Length > 0
            && (pieces[^1].End != StatementEnd.Unfinished || (pieces.Length > 1 && pieces[^1].IsBlank))
            && (isFirst || pieces[0].End != StatementEnd.Line);
    }
}
