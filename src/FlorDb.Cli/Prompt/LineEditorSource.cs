using FlorDb.Cli.Hosting;
using RadLine;
using Spectre.Console;

namespace FlorDb.Cli.Prompt;

/// <summary>
/// Reads statements from a terminal with line editing, history and completion. Enter submits what looks finished and otherwise starts a new line;
/// Ctrl-C drops what was typed, Ctrl-D at an empty prompt ends the input.
/// </summary>
internal sealed class LineEditorSource : IStatementSource
{
    private readonly EditorState _state = new();
    private readonly LineEditor _editor;
    private readonly bool _hasTerminal;

    /// <summary>Makes an editor.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="history">What was typed before; recalled with the arrow keys.</param>
    /// <param name="completion">Completes words on Tab.</param>
    /// <param name="keys">Where keys come from; null for the terminal.</param>
    public LineEditorSource(IAnsiConsole console, InputHistory history, ITextCompletion completion, IInputSource? keys = null)
    {
        _hasTerminal = keys is null;
        _editor = new LineEditor(console, keys) { MultiLine = true, Prompt = new StatementPrompt(_state), Completion = completion };
        PromptKeys.Bind(_editor.KeyBindings, _state);
        foreach (var entry in history.Entries) _editor.History.Add(entry);
    }

    /// <inheritdoc/>
    public async Task<TypedText> ReadAsync(bool continued, CancellationToken cancellation)
    {
        _state.Begin(continued);
        using var control = _hasTerminal ? ControlCAsKey.Begin() : null;
        var text = await _editor.ReadLine(cancellation).ConfigureAwait(false);
        if (_state.Ended || cancellation.IsCancellationRequested) return TypedText.End;
        return text is null ? TypedText.Dropped : TypedText.Lines(text.ReplaceLineEndings("\n"));
    }
}
