using RadLine;

namespace FlorDb.Cli.Prompt;

/// <summary>What the keys of the prompt need to know about the text that is being typed.</summary>
internal sealed class EditorState
{
    private ILineEditorState? _lines;

    /// <summary>Whether the text goes on with a statement that was begun before.</summary>
    public bool Continued { get; private set; }

    /// <summary>Whether Ctrl-D was typed at an empty prompt.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether the cursor is in the first line.</summary>
    public bool IsFirstLine => _lines is null || _lines.IsFirstLine;

    /// <summary>Whether the cursor is in the last line.</summary>
    public bool IsLastLine => _lines is null || _lines.IsLastLine;

    /// <summary>Starts a new text.</summary>
    public void Begin(bool continued)
    {
        Continued = continued;
        Ended = false;
        _lines = null;
    }

    /// <summary>Tells which lines are edited.</summary>
    public void Show(ILineEditorState lines) => _lines = lines;

    /// <summary>Ends the input.</summary>
    public void End() => Ended = true;
}
