using RadLine;

namespace FlorDb.Cli.Prompt;

/// <summary>A command of the line editor that is given as a function.</summary>
internal sealed class PromptCommand(Action<LineEditorContext> action) : LineEditorCommand
{
    /// <inheritdoc/>
    public override void Execute(LineEditorContext context) => action(context);
}
