using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Housekeeping;

/// <summary>Prints what a deletion deletes: a row for each run that goes, or that loses checkpoints.</summary>
internal static class DeletionPrinter
{
    /// <summary>Prints it.</summary>
    public static void Print(RetentionPlan plan, StoreSnapshot snapshot, Terminal terminal)
    {
        var all = snapshot.Checkpoints.CountBy(checkpoint => checkpoint.Run).ToDictionary();
        var going = plan.Checkpoints.CountBy(checkpoint => checkpoint.Run).ToDictionary();
        var whole = plan.Runs.Select(run => run.Key).ToHashSet();
        var touched = snapshot.Runs.Where(run => whole.Contains(run.Key) || going.ContainsKey(run.Key)).ToList();
        var length = RunText.KeyLength(snapshot.Runs);
        var table = new TableData(
            [TableColumn.Text("key"), TableColumn.Text("runid"), TableColumn.Time("tstamp"), TableColumn.Text("state"), TableColumn.Text("goes"), TableColumn.Text("checkpoints")],
            [.. touched.Select(run => Row(run, length, whole.Contains(run.Key), going.GetValueOrDefault(run.Key), all.GetValueOrDefault(run.Key)))]);
        var pen = terminal.OutputPen();
        new TablePrinter(pen, new TableStyle(terminal.OutputWidth, Expansion.Off)).Print(table);
        pen.Flush();
        terminal.ErrorPen().Line(string.Join(" and ", Sums(plan))).Flush();
    }

    private static IEnumerable<string> Sums(RetentionPlan plan)
    {
        if (!plan.Runs.IsEmpty) yield return Count.Of(plan.Runs.Length, "run");
        if (!plan.Checkpoints.IsEmpty) yield return $"{Count.Of(plan.Checkpoints.Length, "checkpoint")} of at most {Count.Bytes(plan.CheckpointBytes)}";
    }

    private static ReadOnlyMemory<CellValue> Row(RunInfo run, int keyLength, bool isWhole, int going, int all) => new CellValue[]
    {
        CellValue.Of(run.Key.ToString()[..keyLength]),
        CellValue.Of(run.Header.RunId),
        CellValue.Of(run.Header.Timestamp),
        CellValue.Of(RunText.State(run.State)),
        CellValue.Of(isWhole ? "the run" : "checkpoints"),
        CellValue.Of($"{going} of {all}"),
    };
}
