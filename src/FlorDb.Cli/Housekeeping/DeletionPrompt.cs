using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Housekeeping;

/// <summary>Shows what would be deleted, asks, and deletes exactly that.</summary>
internal sealed class DeletionPrompt
{
    private readonly Option<bool> _dryRun = new("--dry-run", "-n") { Description = "Only show what would be deleted." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Delete without asking." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_dryRun);
        command.Options.Add(_yes);
    }

    /// <summary>Carries a plan out, unless it is only to be looked at, or the user says no.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">There is nobody to ask.</exception>
    public int CarryOut(RetentionPlan plan, FlorStore store, ParseResult line, Terminal terminal)
    {
        if (plan.IsEmpty) return Say(terminal, "There is nothing to delete.", Ink.Plain, ExitCode.Fine);
        using (var snapshot = store.TakeSnapshot()) DeletionPrinter.Print(plan, snapshot, terminal);
        if (line.GetValue(_dryRun)) return Say(terminal, "Nothing was deleted: this was a dry run.", Ink.Plain, ExitCode.Fine);
        if (!line.GetValue(_yes))
        {
            if (!terminal.InputIsTerminal) throw new CommandException("there is nobody to ask: say --yes to delete this, or --dry-run to only look.");
            if (!Confirmation.Ask(terminal, "What is deleted does not come back. Delete it?")) return Say(terminal, "Nothing was deleted.", Ink.Warning, ExitCode.Failed);
        }

        store.Apply(plan);
        return Say(terminal, "Deleted. The space on the disk comes free with: flor gc", Ink.Good, ExitCode.Fine);
    }

    private static int Say(Terminal terminal, string text, Ink ink, int code)
    {
        terminal.ErrorPen().Line(text, ink).Flush();
        return code;
    }
}
