using System.Text.Json;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Reports;
using FlorDb.Storage;

namespace FlorDb.Cli.Housekeeping;

/// <summary>Prints where the bytes of a store are.</summary>
internal sealed class UsagePrinter(Terminal terminal)
{
    /// <summary>Prints a table by kind of file, and one by run.</summary>
    public void Print(UsageReport report)
    {
        var pen = terminal.OutputPen();
        var printer = new TablePrinter(pen, new TableStyle(terminal.OutputWidth, Expansion.Off));
        printer.Print(Kinds(report));
        if (!report.Runs.IsEmpty)
        {
            pen.Line();
            printer.Print(Runs(report));
        }

        pen.Flush();
    }

    /// <summary>Writes all figures as a JSON object.</summary>
    public void WriteJson(UsageReport report) => JsonText.Write(terminal.Output, json => Write(json, report));

    /// <summary>Says what could not be read, and what a collection would free.</summary>
    public void PrintRemarks(UsageReport report)
    {
        var pen = terminal.ErrorPen();
        foreach (var problem in report.Problems) pen.Line(DisplayText.Visible(problem), Ink.Warning);
        if (report.CollectableBytes is not { } pages) pen.Line("What flor gc would free can't be told while the store is damaged. More is told by: flor verify", Ink.Warning);
        else if (pages + report.DeletedRowBytes + report.RemovedBytes == 0) pen.Line("Nothing is unused: flor gc would only merge segments.", Ink.Dim);
        else pen.Line(Freed(report, pages), Ink.Good);
        pen.Flush();
    }

    private static string Freed(UsageReport report, long pages)
    {
        var parts = new (long Bytes, string What)[]
        {
            (pages, "of checkpoint pages"), (report.DeletedRowBytes, "of rows of deleted runs"), (report.RemovedBytes, "of replaced files"),
        };
        var told = string.Join(", ", parts.Where(part => part.Bytes > 0).Select(part => $"{Count.Bytes(part.Bytes)} {part.What}"));
        return $"flor gc --all would free up to {Count.Bytes(parts.Sum(part => part.Bytes))}: {told}.";
    }

    private static TableData Kinds(UsageReport report) => new(
        [TableColumn.Text("kind"), TableColumn.Whole("files"), TableColumn.Whole("bytes")],
        [.. report.Kinds.Where(kind => kind.Files > 0).Select(kind => Row(Text(kind.Kind), kind.Files, kind.Bytes)), Row("all", report.Files, report.Bytes)]);

    private static ReadOnlyMemory<CellValue> Row(string kind, int files, long bytes) =>
        new[] { CellValue.Of(kind), CellValue.Of((long)files), CellValue.Of(Count.Bytes(bytes)) };

    private static TableData Runs(UsageReport report)
    {
        var length = RunText.KeyLength(report.Runs.Select(run => run.Key));
        return new TableData(
            [
                TableColumn.Text("key"), TableColumn.Text("runid"), TableColumn.Time("tstamp"), TableColumn.Whole("rows"), TableColumn.Whole("checkpoints"),
                TableColumn.Whole("own pages"), TableColumn.Whole("shared"),
            ],
            [.. report.Runs.Select(run => Row(run, length))]);
    }

    private static ReadOnlyMemory<CellValue> Row(RunUsage run, int keyLength) => new[]
    {
        CellValue.Of(run.Key.ToString()[..keyLength]),
        run.Info is { } info ? CellValue.Of(info.Header.RunId) : CellValue.Null,
        run.Info is { } known ? CellValue.Of(known.Header.Timestamp) : CellValue.Null,
        CellValue.Of(Count.Bytes(run.RowBytes)),
        CellValue.Of((long)run.Checkpoints),
        Pages(run.OwnPageBytes, run.IsComplete),
        Pages(run.SharedPageBytes, run.IsComplete),
    };

    private static CellValue Pages(long bytes, bool isComplete) => CellValue.Of(isComplete ? Count.Bytes(bytes) : "≥ " + Count.Bytes(bytes));

    private static void Write(Utf8JsonWriter json, UsageReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("bytes", report.Bytes);
        json.WriteNumber("files", report.Files);
        json.WriteStartArray("kinds");
        foreach (var kind in report.Kinds) Write(json, kind);
        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (var run in report.Runs) Write(json, run);
        json.WriteEndArray();
        json.WriteNumber("sharedpages", report.SharedPageBytes);
        WriteNumber(json, "unusedpages", report.UnusedPageBytes);
        WriteNumber(json, "collectable", report.CollectableBytes);
        json.WriteNumber("deletedrows", report.DeletedRowBytes);
        json.WriteNumber("removed", report.RemovedBytes);
        json.WriteStartArray("problems");
        foreach (var problem in report.Problems) json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, KindUsage kind)
    {
        json.WriteStartObject();
        json.WriteString("kind", Text(kind.Kind));
        json.WriteNumber("files", kind.Files);
        json.WriteNumber("bytes", kind.Bytes);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RunUsage run)
    {
        json.WriteStartObject();
        json.WriteString("key", run.Key.ToString());
        json.WriteString("runid", run.Info?.Header.RunId);
        json.WriteString("tstamp", run.Info is { } info ? JsonCell.Timestamp(CellValue.Of(info.Header.Timestamp)) : null);
        json.WriteNumber("rows", run.RowBytes);
        json.WriteNumber("checkpoints", run.Checkpoints);
        json.WriteNumber("ownpages", run.OwnPageBytes);
        json.WriteNumber("sharedpages", run.SharedPageBytes);
        json.WriteBoolean("complete", run.IsComplete);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static string Text(UsageKind kind) => kind switch
    {
        UsageKind.Wal => "logs",
        UsageKind.LoopSegments => "segments of values",
        UsageKind.LoopEndSegments => "segments of loop ends",
        UsageKind.CheckpointSegments => "segments of checkpoints",
        UsageKind.ReplaySegments => "segments of replays",
        UsageKind.SummarySegments => "segments of summaries",
        UsageKind.UnnamedSegments => "other segments",
        UsageKind.Packs => "packs",
        UsageKind.PackIndexes => "pack indexes",
        UsageKind.Manifest => "manifest",
        UsageKind.Locks => "locks",
        UsageKind.Damaged => "damaged",
        UsageKind.Cache => "cache",
        UsageKind.Other => "other",
        _ => kind.ToString(),
    };
}
