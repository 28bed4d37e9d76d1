using FlorDb.Cli.Commands;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Replaying;
using FlorDb.Query;
using FlorDb.Storage;
using RadLine;

namespace FlorDb.Cli.Prompt;

/// <summary><c>flor</c> without a command: the prompt on a terminal, otherwise a script on standard input.</summary>
internal static class PromptCommandLine
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="terminal">The surroundings.</param>
    /// <param name="named">The store that the command line names; null if it names none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Terminal terminal, string? named, CancellationToken cancellation)
    {
        using var store = FlorStore.Open(StoreLocator.Find(terminal, named));
        using var hindsight = new RepositoryHindsight(store, terminal);
        var engine = new FlorQlEngine(store, hindsight);
        var columns = new ColumnReport(engine, new FlorQlEngine(store), terminal);
        var runner = new QueryRunner(engine, terminal, asks: terminal.InputIsTerminal);
        if (!terminal.InputIsTerminal)
            return await new PromptSession(new ScriptSource(terminal.Input), runner, columns, terminal, history: null).RunAsync(cancellation).ConfigureAwait(false);

        var history = InputHistory.Load(InputHistory.DefaultFile(terminal.Variable));
        Greet(terminal, store, history);
        var source = Source(terminal, history, columns);
        return await new PromptSession(source, runner, columns, terminal, history).RunAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Where the cursor can't be moved, lines are read as they come.</summary>
    private static IStatementSource Source(Terminal terminal, InputHistory history, ColumnReport columns)
    {
        var console = terminal.OutputConsole();
        return LineEditor.IsSupported(console)
            ? new LineEditorSource(console, history, new NameCompletion(Keywords.All, columns.WrittenNames))
            : new ScriptSource(terminal.Input);
    }

    private static void Greet(Terminal terminal, FlorStore store, InputHistory history)
    {
        using var snapshot = store.TakeSnapshot();
        var pen = terminal.ErrorPen();
        pen.Write("flor ", Ink.Bold).Line($"{VersionAction.Version}, {Count.Of(snapshot.Runs.Length, "run")} in {store.Folder}");
        pen.Line(@"Statements end in a semicolon; \? helps, \q leaves.", Ink.Dim);
        foreach (var notice in snapshot.Notices) pen.Write("notice: ", Ink.Warning).Line($"{notice.File}: {notice.Text}");
        if (history.Trouble is { } trouble) pen.Write("notice: ", Ink.Warning).Line($"what you type is not kept for the next time: {trouble}");
        pen.Line().Flush();
    }
}
