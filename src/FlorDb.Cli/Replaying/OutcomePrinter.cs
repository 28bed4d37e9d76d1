using System.Collections.Immutable;
using FlorDb.Cli.Rendering;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Cli.Replaying;

/// <summary>Tells what a replay has done.</summary>
internal static class OutcomePrinter
{
    /// <summary>Prints the table of the replayed runs, then what was verified, then what went wrong.</summary>
    public static void Print(ReplayOutcome outcome, Pen pen, TableStyle style)
    {
        if (outcome.Runs.Length > 0)
        {
            pen.Line("Replayed", Ink.Bold);
            new TablePrinter(pen, style with { Expanded = Expansion.Off }).Print(Table(outcome.Runs));
        }

        if (outcome.Cancelled) pen.Line("The replay was interrupted. Cells that were finished stay filled; the same query goes on from there.", Ink.Warning);
        pen.Line(Verification(outcome.Runs));
        foreach (var run in outcome.Runs.Where(run => !run.Verified)) PrintTrouble(run, pen);
        pen.Flush();
    }

    private static TableData Table(ImmutableArray<ReplayedRun> runs) => new(
        [
            TableColumn.Text("projid"), TableColumn.Text("runid"), TableColumn.Time("tstamp"), TableColumn.Text("vid"),
            new TableColumn("seconds", CellKind.Float64),
        ],
        [.. runs.Select(Row)]);

    private static CellValue[] Row(ReplayedRun replayed) =>
    [
        CellValue.Of(replayed.Run.Header.ProjectId),
        CellValue.Of(replayed.Run.Header.RunId),
        CellValue.Of(replayed.Run.Header.Timestamp),
        CellValue.Of(RunText.Version(replayed.Run.Header.VersionId)),
        CellValue.Of(Math.Round(replayed.Seconds, 2)),
    ];

    private static string Verification(ImmutableArray<ReplayedRun> runs)
    {
        var filled = $"{Count.Of(runs.Sum(run => run.CellsFilled), "cell")} filled. ";
        var compared = runs.Sum(run => run.CellsCompared);
        var diverged = runs.Sum(run => run.CellsDiverged);
        if (compared == 0) return filled + "Nothing was logged again, so there was nothing to compare with the record.";
        return filled + (diverged == 0
            ? $"All {Count.Of(compared, "value")} that were logged again are bit-identical to the record."
            : $"{Count.Of(diverged, "value")} of {Count.Of(compared, "value")} that were logged again differ from the record.");
    }

    private static void PrintTrouble(ReplayedRun replayed, Pen pen)
    {
        var consequence = replayed.CellsDiverged > 0 ? "diverged from its record, so its new cells are marked unverified" : "was not replayed to its end";
        pen.Write("warning: ", Ink.Warning)
            .Write(DisplayText.Visible(replayed.Run.Header.RunId), Ink.Bold)
            .Write($" ({RunText.Version(replayed.Run.Header.VersionId)}) {consequence}")
            .Line(replayed.Message is { } message ? ": " + message : ".");
    }
}
