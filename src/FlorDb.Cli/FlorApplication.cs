using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FlorDb.Cli.Commands;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Prompt;

namespace FlorDb.Cli;

/// <summary>The command line of <c>flor</c>.</summary>
internal static class FlorApplication
{
    private const string Description = """
        Ask questions of past training runs, also those that nobody thought to log.

        Without a command, flor starts a prompt for FlorQL, or reads statements from standard input when that is not a terminal.
          flor query "SELECT runid, epoch, accuracy FROM runs ORDER BY accuracy DESC LIMIT 5"
          flor query "SELECT epoch, cf_matrix FROM runs WHERE cf_matrix IS NULL REPLAY ON 2 CPUS"
          flor query "SELECT * FROM runs" -o runs.arrow
        The store is the nearest .flor at or above the current folder.
        """;

    /// <summary>Carries out a command line.</summary>
    /// <returns>The exit code: 0 fine, 1 the work failed, 2 the command or query is wrong, 3 the store is damaged, 130 interrupted.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal)
    {
        try
        {
            var line = Build(terminal).Parse(arguments);
            if (line.Errors.Count > 0 && line.Action is ParseErrorAction) return Refuse(line, terminal);
            return await line.InvokeAsync(Configuration(terminal.Output, terminal.Error)).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return Failures.Show(failure, terminal);
        }
    }

    private static RootCommand Build(Terminal terminal)
    {
        var store = new Option<string?>("--store")
        {
            Description = $"The store's folder, when it is not the nearest .flor at or above the current one. {StoreLocator.Variable} sets it too.",
            HelpName = "DIR",
            Recursive = true,
        };
        var root = new RootCommand(Description)
        {
            store,
            new QueryCommand(terminal, store),
            new RunsCommand(terminal, store),
            new ShowCommand(terminal, store),
            new ExportCommand(terminal, store),
            new ReplayCommand(terminal, store),
            new AuditCommand(terminal, store),
            new DeleteCommand(terminal, store),
            new KeepCommand(terminal, store),
            new CollectCommand(terminal, store),
            new UsageCommand(terminal, store),
            new VerifyCommand(terminal, store),
            new RepairCommand(terminal, store),
            new VersionCommand(terminal),
        };
        var version = root.Options.OfType<VersionOption>().Single();
        version.Description = "Print the version.";
        version.Action = new VersionAction(terminal);
        root.Options.OfType<HelpOption>().Single().Description = "Print this help, or that of a command.";
        root.SetAction((line, cancellation) => PromptCommandLine.RunAsync(terminal, line.GetValue(store), cancellation));
        return root;
    }

    private static int Refuse(ParseResult line, Terminal terminal)
    {
        var command = line.CommandResult.Command;
        foreach (var message in line.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
            terminal.Error.Write($"flor: {OneLine(message)}{Suggestion(command, line.UnmatchedTokens)}\n");
        terminal.Error.Write($"How it is used is told by: {(command is RootCommand ? "flor" : "flor " + command.Name)} --help\n");
        terminal.Error.Flush();
        return ExitCode.WrongCommand;
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Suggestion(Command command, IReadOnlyList<string> unmatched)
    {
        if (unmatched.Count == 0) return "";
        var known = command.Subcommands.Select(subcommand => subcommand.Name).Concat(command.Options.Select(option => option.Name));
        var near = NearestNames.To(unmatched[0], known);
        return near.Length == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?";
    }

    private static InvocationConfiguration Configuration(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
}
