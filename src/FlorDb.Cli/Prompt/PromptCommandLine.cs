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
        {
            var script = new PromptSession(new ScriptSource(terminal.Input), runner, columns, terminal, history: null);
            return await script.RunAsync(cancellation).ConfigureAwait(false);
        }

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
        pen.Write("flor ", Ink.Bold).Line($"{VersionAction.Version}, {Count.Of(snapshot.RunGroups.Length, "run")} in {store.Folder}");
        pen.Line(@"Statements end in a semicolon; \? helps, \q leaves.", Ink.Dim);
        NoticePrinter.Print(pen, snapshot.Notices);
        if (history.Trouble is { } trouble) NoticePrinter.Print(pen, [$"what you type is not kept for the next time: {trouble}"]);
        pen.Line().Flush();
    }
}
