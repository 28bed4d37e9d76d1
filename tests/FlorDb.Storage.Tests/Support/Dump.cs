namespace FlorDb.Storage.Tests.Support;

/// <summary>All that a snapshot tells of rows, in an order that does not depend on how they are stored.</summary>
internal static class Dump
{
    /// <summary>For each loop path, run and replay part its rows in their order, and the loop ends and checkpoints of each run.</summary>
    public static string[] Of(StoreSnapshot snapshot)
    {
        var lines = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in snapshot.Tables)
        {
            string[] names = [.. table.Names.Select(name => name.Name)];
            foreach (var batch in table.Read(names))
                for (int row = 0; row < batch.RowCount; row++)
                    Lines($"{table.Path} {batch.Run(row)} {batch.Replay(row)}").Add(Row(table, batch, row, names));
        }

        foreach (var end in snapshot.LoopEnds) Lines($"end {end.Run}").Add($"{string.Join(',', end.Parent)} {end.Path} {end.Iterations} {end.Completed} {end.Seconds}");
        foreach (var sum in snapshot.ReadSummaries().OrderBy(sum => sum.ToString(), StringComparer.Ordinal)) Lines($"sum {sum.Run}").Add(Sum(sum));
        foreach (var run in snapshot.Runs) Lines($"run {run.Key}").Add($"{run.Header.RunId} {run.State}");
        foreach (var replay in snapshot.Replays) Lines($"replay {replay.Key}").Add($"{replay.Header.Run}");
        return [.. lines.SelectMany(group => group.Value.Select(line => $"{group.Key}: {line}"))];

        List<string> Lines(string key) => lines.TryGetValue(key, out var known) ? known : lines[key] = [];
    }

    /// <summary>All that a store holds now.</summary>
    public static string[] Of(FlorStore store)
    {
        using var snapshot = store.TakeSnapshot();
        return Of(snapshot);
    }

    private static string Sum(CellSummary sum) =>
        $"{sum.Replay} {sum.Path} {sum.Name} {sum.IsArgument} {sum.Count} {sum.Nulls} {sum.Min:R} {sum.Max:R} {(sum.Last is { } last ? Training.Text(last) : "none")}";

    private static string Row(LoopTable table, LoopBatch batch, int row, string[] names)
    {
        var depths = Enumerable.Range(0, table.Path.Depth).ToList();
        var indices = depths.Select(depth => $"{batch.Index(depth, row)}={Training.Text(batch.LoopValue(depth, row))}");
        var cells = names.Select(name => batch.TryGetCell(name, row, out var value) ? $"{name}={Training.Text(value)}" : "").Where(text => text.Length > 0);
        return $"[{string.Join(',', indices)}] {batch.Occurrence(row)} {batch.Started(row):O} {batch.Seconds(row):R} {string.Join(' ', cells)}";
    }
}
