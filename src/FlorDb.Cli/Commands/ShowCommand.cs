using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Reports;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor show RUN</c>: all that is known of one run.</summary>
internal sealed class ShowCommand : StoreCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's label, or the first characters of its key." };

    /// <summary>Makes the command.</summary>
    public ShowCommand(Terminal terminal, Option<string?> store)
        : base("show", "Show one run: arguments, loops, what was logged, checkpoints, replays, environment.", terminal, store) => Arguments.Add(_run);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        using var snapshot = store.TakeSnapshot();
        var text = line.GetRequiredValue(_run);
        var group = new RunSelector(snapshot.RunGroups).Single(text);
        var run = IsLabelOf(group, text) ? group.Lead : group.Ranks.First(run => RunSelector.IsKeyOf(run, text));
        new RunReport(snapshot, run, group, Terminal.OutputPen(), new TableStyle(Terminal.OutputWidth, Expansion.Off)).Print();
        NoticePrinter.Print(Terminal.ErrorPen(), snapshot.Notices);
        return Task.FromResult(ExitCode.Fine);
    }

    private static bool IsLabelOf(RunGroup group, string text) => string.Equals(group.Lead.Header.RunId, text, StringComparison.Ordinal);
}
