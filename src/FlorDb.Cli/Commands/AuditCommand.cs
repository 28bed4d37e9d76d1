using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Replaying;
using FlorDb.Replay.Verification;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor audit</c>: proves replayed cells by training again.</summary>
internal sealed class AuditCommand : StoreCommand
{
    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "Labels, or first characters of keys; all runs with replayed cells if none is given.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Makes the command.</summary>
    public AuditCommand(Terminal terminal, Option<string?> store)
        : base("audit", "Train patched versions again from scratch and compare each replayed cell bit for bit.", terminal, store) => Arguments.Add(_runs);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        using var hindsight = new RepositoryHindsight(store, Terminal);
        using var snapshot = store.TakeSnapshot();
        var chosen = Chosen(snapshot, line.GetValue(_runs) ?? []);
        var replayed = snapshot.Replays.Where(replay => chosen?.Contains(replay.Header.Run) ?? true).ToList();
        var runs = replayed.Select(replay => replay.Header.Run).ToHashSet();
        if (runs.Count == 0) return Nothing();
        var display = new ReplayDisplay(Terminal);
        AuditReport report;
        await using (display.ConfigureAwait(false))
        {
            display.Begin(TimeSpan.FromSeconds(snapshot.Runs.Where(run => runs.Contains(run.Key)).Sum(run => run.Seconds ?? 0)));
            report = await new Auditor(hindsight.Repository).AuditAsync(store, chosen, display, cancellation).ConfigureAwait(false);
        }

        AuditPrinter.Print(report, TimeSpan.FromSeconds(replayed.Sum(replay => replay.Summary?.Seconds ?? 0)), Terminal);
        return report.Identical == report.Cells ? ExitCode.Fine : ExitCode.Failed;
    }

    private int Nothing()
    {
        Terminal.ErrorPen().Line("There are no replayed cells to audit.").Flush();
        return ExitCode.Fine;
    }

    private static HashSet<RunKey>? Chosen(StoreSnapshot snapshot, string[] texts) =>
        texts.Length == 0 ? null : [.. new RunSelector(snapshot.RunGroups).Several(texts).Select(run => run.Key)];
}
