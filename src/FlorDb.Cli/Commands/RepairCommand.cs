using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Housekeeping;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor repair</c>: sets aside what is damaged, and keeps the rest.</summary>
internal sealed class RepairCommand : FolderCommand
{
    private readonly Option<bool> _dryRun = new("--dry-run", "-n") { Description = "Only show what is damaged." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Repair without asking." };

    /// <summary>Makes the command.</summary>
    public RepairCommand(Terminal terminal, Option<string?> store)
        : base("repair", "Set aside what is damaged, with copies in the store's folder damaged, and keep all that is intact.", terminal, store)
    {
        Options.Add(_dryRun);
        Options.Add(_yes);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult line, string folder, CancellationToken cancellation)
    {
        var found = await FolderWork.VerifyAsync(folder, Terminal, cancellation).ConfigureAwait(false);
        if (found.IsSound) return Say("Nothing is damaged.", Ink.Good, ExitCode.Fine);
        FindingPrinter.Print([.. found.Findings.Where(finding => finding.Kind == FindingKind.Damage)], Terminal.OutputPen(), Terminal.OutputWidth);
        if (line.GetValue(_dryRun)) return Say("Nothing was repaired: this was a dry run.", Ink.Plain, ExitCode.WrongStore);
        if (!line.GetValue(_yes))
        {
            if (!Terminal.InputIsTerminal) throw new CommandException("there is nobody to ask: say --yes to set this aside, or --dry-run to only look.");
            if (!Confirmation.Ask(Terminal, "Set what is damaged aside?")) return Say("Nothing was repaired.", Ink.Warning, ExitCode.WrongStore);
        }

        var repair = await FolderWork.RepairAsync(folder, Terminal, cancellation).ConfigureAwait(false);
        var pen = Terminal.ErrorPen();
        foreach (var action in repair.Actions) pen.Write(action.File, Ink.Bold).Line($": {action.Text}");
        pen.Flush();
        var left = await FolderWork.VerifyAsync(folder, Terminal, cancellation).ConfigureAwait(false);
        if (left.IsSound) return Say("The store is sound again.", Ink.Good, ExitCode.Fine);
        FindingPrinter.Print(left.Findings, Terminal.OutputPen(), Terminal.OutputWidth);
        return Say("This is still damaged. Is a program writing into the store? End it, then repair again.", Ink.Error, ExitCode.WrongStore);
    }

    private int Say(string text, Ink ink, int code)
    {
        Terminal.ErrorPen().Line(text, ink).Flush();
        return code;
    }
}
