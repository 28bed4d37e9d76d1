using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Housekeeping;
using FlorDb.Cli.Rendering;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor verify</c>: reads every byte of the store and lists what is damaged.</summary>
internal sealed class VerifyCommand : FolderCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON array with one object per finding." };

    /// <summary>Makes the command.</summary>
    public VerifyCommand(Terminal terminal, Option<string?> store)
        : base("verify", "Read every byte of the store, and list what is damaged. Changes nothing; exit code 3 if something is.", terminal, store) => Options.Add(_json);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult line, string folder, CancellationToken cancellation)
    {
        var report = await FolderWork.VerifyAsync(folder, Terminal, cancellation).ConfigureAwait(false);
        if (line.GetValue(_json)) FindingPrinter.WriteJson(report.Findings, Terminal.Output);
        else FindingPrinter.Print(report.Findings, Terminal.OutputPen(), Terminal.OutputWidth);
        var pen = Terminal.ErrorPen();
        var read = $"{Count.Of(report.Files, "file")}, {Count.Bytes(report.Bytes)} read";
        if (report.IsSound) pen.Line($"{read}: everything is as it was written.", Ink.Good);
        else pen.Line($"{read}: the store is damaged. What is intact can be queried as it is; flor repair sets the rest aside.", Ink.Error);
        pen.Flush();
        return report.IsSound ? ExitCode.Fine : ExitCode.WrongStore;
    }
}
