using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Housekeeping;

/// <summary>Prints what a compaction and a garbage collection have done.</summary>
internal sealed class CollectionPrinter(Terminal terminal)
{
    /// <summary>Prints what a compaction has done.</summary>
    public void Print(CompactionReport report)
    {
        var pen = terminal.ErrorPen();
        if (report.Merges > 0)
        {
            var isMerge = report.SegmentsAfter < report.SegmentsBefore;
            pen.Write(Count.Of(report.SegmentsBefore, "segment"));
            pen.Write(isMerge ? $" merged into {report.SegmentsAfter}: " : " written anew: ");
            pen.Line($"{Count.Bytes(report.BytesBefore)} became {Count.Bytes(report.BytesAfter)}.");
        }

        if (report.RowsRemoved > 0) pen.Line($"{Count.Of(report.RowsRemoved, "row")} of deleted runs gone.");
        NoticePrinter.Print(pen, report.Problems);
    }

    /// <summary>Prints what a collection has done, or would do.</summary>
    /// <returns>The exit code.</returns>
    public int Print(CollectionReport report, bool isDry)
    {
        if (report.IsAnotherAtWork) throw new CommandException("another process collects garbage in this store right now: try again later.", ExitCode.Failed);
        PrintPacks(report);
        var pen = terminal.ErrorPen();
        pen.Line(isDry ? $"{Count.Bytes(report.FreedBytes)} of checkpoint pages would be freed." : $"{Count.Bytes(report.FreedBytes)} of checkpoint pages freed.", Ink.Good);
        if (report.PendingBytes > 0) pen.Line($"{Count.Bytes(report.PendingBytes)} more can go when those are done who may count on it: run flor gc again then.");
        if (report.UnreclaimedBytes > 0) pen.Line($"{Count.Bytes(report.UnreclaimedBytes)} of that is still read by somebody: it goes when they are done.");
        pen.Flush();
        return report.Packs.Any(pack => pack.Fate == PackFate.Damaged) ? Damaged() : ExitCode.Fine;
    }

    private void PrintPacks(CollectionReport report)
    {
        if (report.Packs.IsEmpty) return;
        var pen = terminal.OutputPen();
        var table = new TableData(
            [TableColumn.Text("pack"), TableColumn.Text("size"), TableColumn.Text("in use"), TableColumn.Text("unused"), TableColumn.Text("frees"), TableColumn.Text("state")],
            [.. report.Packs.Select(Row)]);
        new TablePrinter(pen, new TableStyle(terminal.OutputWidth, Expansion.Off)).Print(table);
        pen.Flush();
    }

    private static ReadOnlyMemory<CellValue> Row(PackReport pack) => new CellValue[]
    {
        CellValue.Of(pack.File), CellValue.Of(Count.Bytes(pack.Bytes)), CellValue.Of(Count.Bytes(pack.LiveBytes)), CellValue.Of(Count.Bytes(pack.DeadBytes)),
        CellValue.Of(Count.Bytes(pack.FreedBytes)), CellValue.Of(Text(pack.Fate)),
    };

    private static string Text(PackFate fate) => fate switch
    {
        PackFate.Kept => "stays",
        PackFate.Freed => "goes",
        PackFate.Condemned => "goes later",
        PackFate.Damaged => "damaged",
        _ => fate.ToString(),
    };

    private int Damaged()
    {
        terminal.ErrorPen().Line("A pack holds damaged pages that are in use, so it stays as it is. What they are is told by: flor verify", Ink.Warning).Flush();
        return ExitCode.WrongStore;
    }
}
