using System.Collections.Immutable;
using FlorDb.Cli.Rendering;
using FlorDb.Query.Formats;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Cli.Replaying;

/// <summary>Tells what a replay is going to do, and what it can't.</summary>
internal static class PlanPrinter
{
    /// <summary>Prints one line of summary, then the runs; those that are refused are only counted.</summary>
    public static void Print(IReplayPlan plan, Pen pen, TableStyle style)
    {
        pen.Line(Summary(plan), Ink.Bold);
        new TablePrinter(pen, style with { Expanded = Expansion.Off }).Print(Table(plan.Replays));
        if (plan.Refusals.Length > 0)
            pen.Line($"{Count.Of(plan.Refusals.Length, "run")} can't be replayed; the reasons stand below the answer.", Ink.Warning);
        pen.Line().Flush();
    }

    /// <summary>The plan in one sentence.</summary>
    public static string Summary(IReplayPlan plan)
    {
        var names = plan.Replays.SelectMany(replay => replay.Names).Distinct(StringComparer.Ordinal).Select(DisplayText.Visible);
        return $"Replay of {Count.Of(plan.Replays.Length, "run")}: {Count.Of(plan.Replays.Sum(replay => replay.Cells), "cell")} "
            + $"of {string.Join(", ", names)}{ReplayPlanText.Place(plan)}, about {Count.Of(plan.Estimate)}";
    }

    /// <summary>Prints the runs that can't be replayed, each with its reason.</summary>
    public static void PrintRefusals(ImmutableArray<RefusedReplay> refusals, Pen pen)
    {
        foreach (var refusal in refusals)
        {
            var header = refusal.Run.Header;
            pen.Write("not replayed: ", Ink.Warning)
                .Write(DisplayText.Visible(header.RunId), Ink.Bold)
                .Write($" ({RunText.Version(header.VersionId)}, {string.Join(", ", refusal.Names.Select(DisplayText.Visible))}): ")
                .Line(refusal.Reason);
        }
    }

    /// <summary>The names are a column only where runs differ in them; otherwise the sentence above the table says them.</summary>
    private static TableData Table(ImmutableArray<PlannedReplay> replays)
    {
        var names = replays.Select(Names).Distinct(StringComparer.Ordinal).Count() > 1;
        ImmutableArray<TableColumn> columns =
        [
            TableColumn.Text("runid"), TableColumn.Time("tstamp"), TableColumn.Text("vid"), TableColumn.Whole("cells"), TableColumn.Text("work"),
            TableColumn.Text("executes"),
        ];
        return new TableData(names ? columns.Add(TableColumn.Text("fills")) : columns, [.. replays.Select(replay => Row(replay, names))]);
    }

    private static CellValue[] Row(PlannedReplay replay, bool withNames)
    {
        CellValue[] row =
        [
            CellValue.Of(replay.Run.Header.RunId),
            CellValue.Of(replay.Run.Header.Timestamp),
            CellValue.Of(RunText.Version(replay.Run.Header.VersionId)),
            CellValue.Of(replay.Cells),
            CellValue.Of(Count.Of(replay.Estimate)),
            CellValue.Of(string.Join("; ", replay.Segments.Select(segment => segment.Work))),
        ];
        return withNames ? [.. row, CellValue.Of(Names(replay))] : row;
    }

    private static string Names(PlannedReplay replay) => string.Join(", ", replay.Names);
}
