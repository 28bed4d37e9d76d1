namespace FlorDb.Cli.Prompt;

/// <summary>Reads statements from a file or a pipe, line by line.</summary>
internal sealed class ScriptSource(TextReader reader) : IStatementSource
{
    /// <inheritdoc/>
    public async Task<TypedText> ReadAsync(bool continued, CancellationToken cancellation) =>
        await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line ? TypedText.Lines(line) : TypedText.End;
}
