using RadLine;

namespace FlorDb.Cli.Prompt;

/// <summary>The keys of the prompt, as a shell or psql has them.</summary>
internal static class PromptKeys
{
    /// <summary>Sets the keys.</summary>
    public static void Bind(KeyBindings keys, EditorState state)
    {
        keys.Clear();
        BindEditing(keys);
        keys.Add(ConsoleKey.Enter, () => new PromptCommand(context => Enter(context, state)));

        // The editor turns the ends of pasted lines into this key.
        keys.Add(ConsoleKey.Enter, ConsoleModifiers.Shift, () => new PromptCommand(context => Enter(context, state)));
        keys.Add(ConsoleKey.J, ConsoleModifiers.Control, () => new PromptCommand(context => Enter(context, state)));
        keys.Add(ConsoleKey.C, ConsoleModifiers.Control, () => new PromptCommand(context => context.Submit(SubmitAction.Cancel)));
        keys.Add(ConsoleKey.D, ConsoleModifiers.Control, () => new PromptCommand(context => Delete(context, state)));
        keys.Add(ConsoleKey.UpArrow, () => new PromptCommand(context =>
            context.Submit(state.IsFirstLine ? SubmitAction.PreviousHistory : SubmitAction.MoveUp)));
        keys.Add(ConsoleKey.DownArrow, () => new PromptCommand(context =>
            context.Submit(state.IsLastLine ? SubmitAction.NextHistory : SubmitAction.MoveDown)));
        keys.Add(ConsoleKey.P, ConsoleModifiers.Control, () => new PreviousHistoryCommand());
        keys.Add(ConsoleKey.N, ConsoleModifiers.Control, () => new NextHistoryCommand());
    }

    private static void BindEditing(KeyBindings keys)
    {
        keys.Add(ConsoleKey.Tab, () => new AutoCompleteCommand(AutoComplete.Next));
        keys.Add(ConsoleKey.Tab, ConsoleModifiers.Shift, () => new AutoCompleteCommand(AutoComplete.Previous));
        keys.Add<BackspaceCommand>(ConsoleKey.Backspace);
        keys.Add<DeleteCommand>(ConsoleKey.Delete);
        keys.Add<MoveHomeCommand>(ConsoleKey.Home);
        keys.Add<MoveEndCommand>(ConsoleKey.End);
        keys.Add<MoveHomeCommand>(ConsoleKey.A, ConsoleModifiers.Control);
        keys.Add<MoveEndCommand>(ConsoleKey.E, ConsoleModifiers.Control);
        keys.Add<MoveFirstLineCommand>(ConsoleKey.PageUp);
        keys.Add<MoveLastLineCommand>(ConsoleKey.PageDown);
        keys.Add<MoveLeftCommand>(ConsoleKey.LeftArrow);
        keys.Add<MoveRightCommand>(ConsoleKey.RightArrow);
        keys.Add<PreviousWordCommand>(ConsoleKey.LeftArrow, ConsoleModifiers.Control);
        keys.Add<NextWordCommand>(ConsoleKey.RightArrow, ConsoleModifiers.Control);
        keys.Add(ConsoleKey.U, ConsoleModifiers.Control, () => new PromptCommand(context => Cut(context.Buffer, 0, context.Buffer.Position)));
        keys.Add(ConsoleKey.K, ConsoleModifiers.Control, () =>
            new PromptCommand(context => Cut(context.Buffer, context.Buffer.Position, context.Buffer.Length - context.Buffer.Position)));
        keys.Add(ConsoleKey.W, ConsoleModifiers.Control, () => new PromptCommand(context => CutWord(context.Buffer)));
    }

    private static void Enter(LineEditorContext context, EditorState state)
    {
        if (!state.IsLastLine) context.Submit(SubmitAction.MoveDown);
        else if (Submission.LooksFinished(context.Buffer.Content, state.IsFirstLine && !state.Continued)) context.Submit(SubmitAction.Submit);
        else context.Submit(SubmitAction.NewLine);
    }

    private static void Delete(LineEditorContext context, EditorState state)
    {
        if (context.Buffer.Length > 0 || !state.IsFirstLine || !state.IsLastLine)
        {
            context.Execute(new DeleteCommand());
            return;
        }

        state.End();
        context.Submit(SubmitAction.Cancel);
    }

    private static void CutWord(LineBuffer buffer)
    {
        var end = buffer.Position;
        buffer.MoveToPreviousWord();
        Cut(buffer, buffer.Position, end - buffer.Position);
    }

    private static void Cut(LineBuffer buffer, int start, int count)
    {
        if (count == 0) return;
        buffer.Clear(start, count);
        buffer.Move(start);
    }
}
