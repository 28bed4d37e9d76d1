using RadLine;
using Spectre.Console;

namespace FlorDb.Cli.Prompt;

/// <summary>Shows <c>flor&gt;</c> before the first line of a statement and <c>...&gt;</c> before the others.</summary>
internal sealed class StatementPrompt(EditorState state) : ILineEditorPrompt
{
    private readonly Markup _first = new("[bold green]flor>[/]");
    private readonly Markup _more = new("[green] ...>[/]");

    /// <inheritdoc/>
    public (Markup Markup, int Margin) GetPrompt(ILineEditorState lines, int line)
    {
        state.Show(lines);
        return (line == 0 && !state.Continued ? _first : _more, 1);
    }
}
