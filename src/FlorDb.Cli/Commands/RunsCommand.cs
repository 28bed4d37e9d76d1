using System.Collections.Immutable;
using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Reports;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor runs</c>: lists the runs.</summary>
internal sealed class RunsCommand : StoreCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON array with one object per run." };

    /// <summary>Makes the command.</summary>
    public RunsCommand(Terminal terminal, Option<string?> store)
        : base("runs", "List the runs, oldest first, with their arguments.", terminal, store) => Options.Add(_json);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        using var snapshot = store.TakeSnapshot();
        var listing = RunListing.Read(snapshot);
        if (line.GetValue(_json)) listing.WriteJson(Terminal.Output);
        else Print(listing, snapshot.Notices);
        return Task.FromResult(ExitCode.Fine);
    }

    private void Print(RunListing listing, ImmutableArray<StoreNotice> notices)
    {
        var pen = Terminal.OutputPen();
        if (!listing.Groups.IsEmpty) new TablePrinter(pen, new TableStyle(Terminal.OutputWidth, Expansion.Off)).Print(listing.ToTable());
        pen.Flush();
        var talk = Terminal.ErrorPen();
        talk.Line($"({Count.Of(listing.Groups.Length, "run")})", Ink.Dim);
        NoticePrinter.Print(talk, notices);
    }
}
