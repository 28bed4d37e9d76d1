using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Reports;
using FlorDb.Storage;

namespace FlorDb.Cli.Housekeeping;

/// <summary>Prints what a check of a store has found.</summary>
internal static class FindingPrinter
{
    private const int RunsShown = 5;

    /// <summary>Prints each finding with what it means.</summary>
    public static void Print(ImmutableArray<Finding> findings, Pen pen, int? width)
    {
        foreach (var finding in findings)
        {
            var isDamage = finding.Kind == FindingKind.Damage;
            pen.Write(isDamage ? "damaged: " : "leftover: ", isDamage ? Ink.Error : Ink.Dim);
            pen.Line(finding.Offset == 0 ? finding.File : string.Create(CultureInfo.InvariantCulture, $"{finding.File}, byte {finding.Offset}"));
            PairPrinter.Print(pen, [.. Pairs(finding)], width);
        }

        pen.Flush();
    }

    /// <summary>Writes a JSON array with one object per finding.</summary>
    public static void WriteJson(ImmutableArray<Finding> findings, TextWriter output) => JsonText.WriteArray(output, findings, Write);

    private static IEnumerable<(string Name, string Value)> Pairs(Finding finding)
    {
        yield return ("what", finding.Problem);
        if (finding.Held.Length > 0) yield return ("held", finding.Held);
        if (!finding.Runs.IsEmpty) yield return ("runs", Runs(finding.Runs));
        if (finding.Remedy.Length > 0) yield return ("remedy", finding.Remedy);
    }

    private static string Runs(ImmutableArray<RunKey> runs)
    {
        var shown = string.Join(", ", runs.Take(RunsShown));
        return runs.Length > RunsShown ? $"{shown} and {Count.Of(runs.Length - RunsShown, "other")}" : shown;
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("kind", finding.Kind == FindingKind.Damage ? "damage" : "leftover");
        json.WriteString("file", finding.File);
        json.WriteNumber("offset", finding.Offset);
        json.WriteString("problem", finding.Problem);
        json.WriteString("held", finding.Held);
        json.WriteStartArray("runs");
        foreach (var run in finding.Runs) json.WriteStringValue(run.ToString());
        json.WriteEndArray();
        json.WriteString("remedy", finding.Remedy);
        json.WriteEndObject();
    }
}
