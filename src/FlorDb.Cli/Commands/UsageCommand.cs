using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Housekeeping;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor du</c>: shows where the bytes of the store are.</summary>
internal sealed class UsageCommand : StoreCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON object with all figures, in bytes." };

    /// <summary>Makes the command.</summary>
    public UsageCommand(Terminal terminal, Option<string?> store)
        : base("du", "Show how much space the store takes, by kind of file and by run. Changes nothing; exit code 3 if damage hides something.", terminal, store) =>
        Options.Add(_json);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        var report = store.MeasureUsage(cancellation);
        var printer = new UsagePrinter(Terminal);
        if (line.GetValue(_json)) printer.WriteJson(report);
        else printer.Print(report);
        printer.PrintRemarks(report);
        return Task.FromResult(report.Problems.IsEmpty ? ExitCode.Fine : ExitCode.WrongStore);
    }
}
