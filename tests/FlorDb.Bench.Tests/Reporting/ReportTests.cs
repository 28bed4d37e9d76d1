using System.Text.Json;
using FlorDb.Bench.Reporting;
using Spectre.Console;

namespace FlorDb.Bench.Tests.Reporting;

public sealed class ReportTests
{
    private static readonly Figure[] Figures =
    [
        (new Figure("rate", 3_000_000, Unit.CellsPerSecond) { Goal = Goal.TimesPeer(10) }).Against("SQLite", 200_000),
        new Figure("call [p50]", 12.34, Unit.NanosecondsPerCall) { Goal = Goal.Value(10) },
    ];

    [Fact]
    public void Table_shows_every_figure_with_its_peer_and_goal()
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;

        FigureTable.Print(console, Figures);

        string[][] rows = [.. text.ToString().Split('\n').Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        Assert.Contains<string[]>(["what", "here", "unit", "peer", "peer's", "times as good", "goal", "met"], rows);
        Assert.Contains<string[]>(["rate", "3,000,000", "cells/s", "SQLite", "200,000", "15.0", ">= 10x", "yes"], rows);
        Assert.Contains<string[]>(["call [p50]", "12.3", "ns/call", "<= 10 ns/call", "no"], rows);
    }

    [Fact]
    public void File_holds_every_figure_as_an_object()
    {
        var folder = Directory.CreateTempSubdirectory("flordb-bench-");
        try
        {
            string path = Path.Combine(folder.FullName, "results", "some.json");
            FigureFile.Write(path, Figures);

            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var first = json.RootElement[0];
            Assert.Equal(["name", "value", "unit", "peer", "peerValue", "ratio", "goal", "met"], first.EnumerateObject().Select(property => property.Name));
            Assert.Equal(("rate", 3_000_000, 15), (first.GetProperty("name").GetString(), first.GetProperty("value").GetDouble(), first.GetProperty("ratio").GetDouble()));
            Assert.Equal((">= 10x", true), (first.GetProperty("goal").GetString(), first.GetProperty("met").GetBoolean()));
            Assert.Equal(JsonValueKind.Null, json.RootElement[1].GetProperty("peer").ValueKind);
            Assert.False(json.RootElement[1].GetProperty("met").GetBoolean());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
