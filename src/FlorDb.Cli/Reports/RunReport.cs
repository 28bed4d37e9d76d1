using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>Prints all that is known of one run; of one of several processes, what one rank recorded, and in short how the others are.</summary>
internal sealed class RunReport(StoreSnapshot snapshot, RunInfo run, RunGroup group, Pen pen, TableStyle style)
{
    private const int TextLimit = 200;
    private const int CheckpointsShown = 20;

    /// <summary>Prints the report.</summary>
    public void Print()
    {
        var usages = LoopUsage.Read(snapshot, run.Key);
        pen.Line(DisplayText.Visible(run.Header.RunId), Ink.Bold);
        PairPrinter.Print(pen, Properties(), style.Width);
        var arguments = RunArguments.Read(snapshot, new HashSet<RunKey> { run.Key }).GetValueOrDefault(run.Key);
        PrintPairs("Arguments", arguments?.Select(pair => (pair.Key, CellDisplay.Format(pair.Value, TextLimit))) ?? []);
        if (group.WorldSize is not null) PrintTable($"Ranks: {RunText.Ranks(group)}", Ranks());
        PrintTable("Loops", Loops(usages.Where(usage => usage.Path.Depth > 0)));
        PrintTable("Logged", Names(usages));
        PrintCheckpoints();
        PrintTable("Replays", Replays());
        PrintPairs("Environment", run.Header.Environment.Where(pair => pair.Key != LeftOutText.Key).Select(pair => (pair.Key, pair.Value)));
        PrintPairs("Left out of the version", LeftOutText.Read(run.Header));
        pen.Flush();
    }

    private List<(string, string)> Properties()
    {
        var header = run.Header;
        var properties = new List<(string, string)>
        {
            ("key", header.Key.ToString()),
            ("project", header.ProjectId),
            ("started", CellDisplay.Format(CellValue.Of(header.Timestamp), TextLimit)),
            ("state", RunText.State(run.State) + (run.Seconds is { } seconds ? ", took " + Count.Of(TimeSpan.FromSeconds(seconds)) : "")),
            ("program", header.FileName),
            ("version", header.VersionId),
        };
        if (run.Message is { } message) properties.Insert(4, ("message", message));
        if (header.Arguments.Length > 0) properties.Add(("command line", string.Join(' ', header.Arguments.Select(Quoted))));
        return properties;
    }

    private TableData Ranks()
    {
        var length = RunText.KeyLength(group.Ranks);
        return new TableData(
            [
                TableColumn.Whole("rank"), TableColumn.Text("key"), TableColumn.Text("state"), TableColumn.Text("took"), TableColumn.Whole("values"),
                TableColumn.Whole("checkpoints"), TableColumn.Text("message"),
            ],
            [.. group.Ranks.Select(rank => RankRow(rank, length))]);
    }

    private CellValue[] RankRow(RunInfo rank, int keyLength) =>
    [
        rank.Header.Rank is { } number ? CellValue.Of((long)number) : CellValue.Null,
        CellValue.Of(rank.Key.ToString()[..keyLength]),
        CellValue.Of(RunText.State(rank.State)),
        rank.Seconds is { } seconds ? CellValue.Of(Count.Of(TimeSpan.FromSeconds(seconds))) : CellValue.Null,
        CellValue.Of(LoopUsage.Read(snapshot, rank.Key).Sum(usage => usage.Cells.Sum(cell => cell.Recorded))),
        CellValue.Of(snapshot.Checkpoints.LongCount(checkpoint => checkpoint.Run == rank.Key)),
        rank.Message is { } message ? CellValue.Of(message) : CellValue.Null,
    ];

    private static string Quoted(string argument) =>
        argument.Length > 0 && !argument.AsSpan().ContainsAny(" '\"\t\n") ? argument : $"'{argument.Replace("'", @"'\''")}'";

    private static TableData Loops(IEnumerable<LoopUsage> usages) => new(
        [
            TableColumn.Text("loop"), TableColumn.Whole("iterations"), TableColumn.Whole("executions"), TableColumn.Text("ended"),
            TableColumn.Text("total"), TableColumn.Text("per iteration"),
        ],
        [.. usages.Select(LoopRow)]);

    private static CellValue[] LoopRow(LoopUsage usage)
    {
        var total = TimeSpan.FromSeconds(usage.Ends.Sum(end => end.Seconds));
        return
        [
            CellValue.Of(usage.Path.ToString()),
            CellValue.Of(usage.Iterations),
            CellValue.Of((long)usage.Ends.Length),
            CellValue.Of(Endings(usage)),
            usage.Ends.Length > 0 ? CellValue.Of(Count.Of(total)) : CellValue.Null,
            usage.Ends.Length > 0 && usage.Iterations > 0 ? CellValue.Of(Count.Of(total / usage.Iterations)) : CellValue.Null,
        ];
    }

    private static string Endings(LoopUsage usage)
    {
        var left = usage.Ends.Count(end => !end.Completed);
        if (usage.Ends.Length == 0) return "not ended";
        return left == 0 ? "completed" : string.Create(CultureInfo.InvariantCulture, $"{left} left by break");
    }

    private static TableData Names(ImmutableArray<LoopUsage> usages) => new(
        [TableColumn.Text("name"), TableColumn.Text("in"), TableColumn.Whole("recorded"), TableColumn.Whole("replayed")],
        [.. usages.SelectMany(usage => usage.Cells.Select(cell => NameRow(usage, cell)))]);

    private static CellValue[] NameRow(LoopUsage usage, NameUsage cell) =>
    [
        CellValue.Of(cell.Name),
        CellValue.Of(usage.Path.Depth == 0 ? "the run" : usage.Path.ToString()),
        CellValue.Of(cell.Recorded),
        CellValue.Of(cell.Filled),
    ];

    private void PrintCheckpoints()
    {
        var checkpoints = snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run.Key).ToList();
        if (checkpoints.Count == 0) return;
        var summary = $"Checkpoints: {checkpoints.Count.ToString("N0", CultureInfo.InvariantCulture)}, "
            + $"{Count.Bytes(checkpoints.Sum(checkpoint => checkpoint.Bytes))} of state in {Count.Bytes(checkpoints.Sum(checkpoint => checkpoint.StoredBytes))} of new pages";
        PrintTable(summary, new TableData(
            [TableColumn.Text("place"), TableColumn.Text("state"), TableColumn.Text("stored"), TableColumn.Text("held up"), TableColumn.Text("written in")],
            [.. checkpoints.Select(CheckpointRow)]));
    }

    private static CellValue[] CheckpointRow(CheckpointInfo checkpoint) =>
    [
        CellValue.Of(CheckpointText.Place(checkpoint.Position)),
        CellValue.Of(Count.Bytes(checkpoint.Bytes)),
        CellValue.Of(Count.Bytes(checkpoint.StoredBytes)),
        CellValue.Of(Count.Of(TimeSpan.FromSeconds(checkpoint.CaptureSeconds))),
        CellValue.Of(Count.Of(TimeSpan.FromSeconds(checkpoint.WriteSeconds))),
    ];

    private TableData Replays() => new(
        [
            TableColumn.Time("started"), TableColumn.Text("names"), TableColumn.Text("part"), TableColumn.Text("state"), TableColumn.Whole("filled"),
            TableColumn.Whole("compared"), TableColumn.Whole("diverged"), TableColumn.Text("verified"), TableColumn.Text("message"),
        ],
        [.. snapshot.Replays.Where(replay => replay.Header.Run == run.Key).Select(ReplayRow)]);

    private static CellValue[] ReplayRow(ReplayInfo replay) =>
    [
        CellValue.Of(replay.Header.Timestamp),
        CellValue.Of(string.Join(", ", replay.Header.Names)),
        CellValue.Of(string.Create(CultureInfo.InvariantCulture, $"{replay.Header.Part}/{replay.Header.Parts}")),
        CellValue.Of(replay.Summary is { } summary ? RunText.State(summary.State) : "not finished"),
        replay.Summary is { } filled ? CellValue.Of(filled.CellsFilled) : CellValue.Null,
        replay.Summary is { } compared ? CellValue.Of(compared.CellsCompared) : CellValue.Null,
        replay.Summary is { } diverged ? CellValue.Of(diverged.CellsDiverged) : CellValue.Null,
        CellValue.Of(replay.Verified ? "yes" : "no"),
        replay.Summary?.Message is { } message ? CellValue.Of(message) : CellValue.Null,
    ];

    private void PrintTable(string title, TableData data)
    {
        if (data.Rows.Count == 0) return;
        pen.Line().Line(title, Ink.Bold);
        new TablePrinter(pen, style with { MaxRows = CheckpointsShown }).Print(data);
    }

    private void PrintPairs(string title, IEnumerable<(string, string)> pairs)
    {
        var known = pairs.ToList();
        if (known.Count == 0) return;
        pen.Line().Line(title, Ink.Bold);
        PairPrinter.Print(pen, known, style.Width);
    }
}
