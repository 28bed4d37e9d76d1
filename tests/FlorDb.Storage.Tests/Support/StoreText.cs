using System.Globalization;
using System.Text;

namespace FlorDb.Storage.Tests.Support;

/// <summary>All that a snapshot shows, as text: the same for two stores exactly if they hold the same.</summary>
internal static class StoreText
{
    public static string Of(StoreSnapshot snapshot)
    {
        var lines = new List<string>();
        foreach (var run in snapshot.Runs) lines.Add(Describe(run));
        foreach (var superseded in snapshot.SupersededRuns) lines.Add($"superseded {superseded.Run.Key} by {superseded.By}");
        foreach (var replay in snapshot.Replays) lines.Add(Describe(replay));
        foreach (var end in snapshot.LoopEnds.Select(Describe).Order(StringComparer.Ordinal)) lines.Add(end);
        foreach (var checkpoint in snapshot.Checkpoints) AddCheckpoint(lines, snapshot, checkpoint);
        foreach (var table in snapshot.Tables) AddTable(lines, table);
        return string.Join('\n', lines) + "\n";
    }

    private static string Describe(RunInfo run)
    {
        var header = run.Header;
        string environment = string.Join(", ", header.Environment.Select(entry => $"{entry.Key}={entry.Value}"));
        return $"run {run.Key} \"{header.ProjectId}\" \"{header.RunId}\" {header.Timestamp:O} {header.VersionId} \"{header.FileName}\""
            + $" [{string.Join(", ", header.Arguments)}] {{{environment}}} {run.State} {Text(run.Seconds)} \"{run.Message}\"";
    }

    private static string Describe(ReplayInfo replay)
    {
        var header = replay.Header;
        string summary = replay.Summary is { } known
            ? $"{known.State} {Text(known.Seconds)} {known.CellsFilled} {known.CellsCompared} {known.CellsDiverged} \"{known.Message}\""
            : "without summary";
        return $"replay {replay.Key} of {header.Run} {header.Timestamp:O} [{string.Join(", ", header.Names)}] {header.PatchedVersionId}"
            + $" {header.Part}/{header.Parts} {summary}";
    }

    private static string Describe(LoopEndInfo end) =>
        $"loop end {end.Run} {end.Path} [{string.Join(',', end.Parent)}] {end.Iterations} {end.Completed} {Text(end.Seconds)}";

    private static void AddCheckpoint(List<string> lines, StoreSnapshot snapshot, CheckpointInfo info)
    {
        var position = info.Position;
        lines.Add(
            $"checkpoint {info.Run} {position.Path} [{string.Join(',', position.Indices)}] {position.Moment} {position.Iterations} {info.Root}"
            + $" {info.Bytes} {info.StoredBytes} {Text(info.CaptureSeconds)} {Text(info.WriteSeconds)} {info.Timestamp:O}");
        var reader = snapshot.OpenCheckpoint(info);
        foreach (var entry in reader.Entries)
        {
            var bytes = new byte[entry.Length];
            reader.Read(entry, bytes);
            string hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));
            lines.Add($"  entry \"{entry.Name}\" \"{entry.Description}\" {entry.Length} {entry.Hash} {hash}");
        }
    }

    /// <summary>The rows of each run in the order in which they are read, which is the order in which they were written.</summary>
    private static void AddTable(List<string> lines, LoopTable table)
    {
        lines.Add($"table \"{table.Path}\" {table.RowCount} rows");
        foreach (var name in table.Names)
            lines.Add($"  name \"{name.Name}\" {string.Join('|', name.Kinds)}{(name.IsArgument ? " argument" : "")}");
        string[] names = [.. table.Names.Select(name => name.Name)];
        var rows = new List<(RunKey Run, string Replay, string Text)>();
        foreach (var batch in table.Read(names))
            for (int row = 0; row < batch.RowCount; row++) rows.Add((batch.Run(row), batch.Replay(row)?.ToString() ?? "", Describe(batch, table, names, row)));
        lines.AddRange(rows.OrderBy(row => row.Run).ThenBy(row => row.Replay, StringComparer.Ordinal).Select(row => row.Text));
    }

    private static string Describe(LoopBatch batch, LoopTable table, string[] names, int row)
    {
        var text = new StringBuilder($"  row {batch.Run(row)} {batch.Replay(row)} [");
        for (int depth = 0; depth < table.Path.Depth; depth++)
            text.Append(CultureInfo.InvariantCulture, $"{(depth > 0 ? "," : "")}{batch.Index(depth, row)}={Training.Text(batch.LoopValue(depth, row))}");
        text.Append(CultureInfo.InvariantCulture, $"] {batch.Occurrence(row)} {batch.Started(row):O} {Text(batch.Seconds(row))}");
        foreach (string name in names)
            if (batch.TryGetCell(name, row, out var value)) text.Append(CultureInfo.InvariantCulture, $" {name}={Training.Text(value)}");
        return text.ToString();
    }

    private static string Text(double? seconds) => seconds?.ToString("R", CultureInfo.InvariantCulture) ?? "-";
}
