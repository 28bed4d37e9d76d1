using System.Globalization;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Replay.Verification;
using FlorDb.Storage;

namespace FlorDb.Cli.Replaying;

/// <summary>Tells what an audit found.</summary>
internal static class AuditPrinter
{
    /// <summary>Prints a table of the runs, then the sum of it.</summary>
    /// <param name="report">The findings.</param>
    /// <param name="replaying">How long the replays worked on the same runs.</param>
    /// <param name="terminal">The surroundings.</param>
    public static void Print(AuditReport report, TimeSpan replaying, Terminal terminal)
    {
        var pen = terminal.OutputPen();
        new TablePrinter(pen, new TableStyle(terminal.OutputWidth, Expansion.Off)).Print(Table(report));
        var good = report.Identical == report.Cells;
        pen.Line(Verdict(report), good ? Ink.Good : Ink.Error);
        pen.Line(Times(TimeSpan.FromSeconds(report.Seconds), replaying));
        foreach (var run in report.Runs.Where(run => run.Message is not null))
            pen.Write("warning: ", Ink.Warning).Write(DisplayText.Visible(run.Run.Header.RunId), Ink.Bold).Line($": {run.Message}");
        pen.Flush();
    }

    private static string Verdict(AuditReport report) => report.Identical == report.Cells
        ? $"All {Count.Of(report.Cells, "replayed cell")} are bit-identical to what training again from scratch logs."
        : $"{Count.Of(report.Cells - report.Identical, "cell")} of {Count.Of(report.Cells, "replayed cell")} could not be shown to be bit-identical.";

    private static string Times(TimeSpan training, TimeSpan replaying)
    {
        var ratio = replaying > TimeSpan.Zero && training > replaying
            ? string.Create(CultureInfo.InvariantCulture, $", {training / replaying:0.0} times as long as")
            : "; compare";
        return $"Training took {Count.Of(training)}{ratio} the {Count.Of(replaying)} that the replays worked.";
    }

    private static TableData Table(AuditReport report) => new(
        [
            TableColumn.Text("runid"), TableColumn.Time("tstamp"), TableColumn.Text("vid"), TableColumn.Text("patched"),
            TableColumn.Whole("cells"), TableColumn.Whole("identical"), new TableColumn("seconds", CellKind.Float64),
        ],
        [.. report.Runs.Select(Row)]);

    private static CellValue[] Row(AuditedRun run) =>
    [
        CellValue.Of(run.Run.Header.RunId),
        CellValue.Of(run.Run.Header.Timestamp),
        CellValue.Of(RunText.Version(run.Run.Header.VersionId)),
        CellValue.Of(RunText.Version(run.PatchedVersionId)),
        CellValue.Of(run.Cells),
        CellValue.Of(run.Identical),
        CellValue.Of(Math.Round(run.Seconds, 2)),
    ];
}
