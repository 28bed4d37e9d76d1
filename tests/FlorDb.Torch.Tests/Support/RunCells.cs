using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Torch.Tests.Support;

/// <summary>Reads all cells of a run by "loop=index ... name", from its record or from its overlays (where several replays filled one: any of them).</summary>
internal static class RunCells
{
    public static SortedDictionary<string, CellValue> Of(StoreSnapshot snapshot, RunKey run, bool overlays = false)
    {
        var cells = new SortedDictionary<string, CellValue>(StringComparer.Ordinal);
        foreach (var table in snapshot.Tables)
        {
            string[] names = [.. table.Names.Select(known => known.Name)];
            foreach (var batch in table.Read(names, ImmutableHashSet.Create(run)))
                for (int row = 0; row < batch.RowCount; row++)
                    if (batch.Run(row) == run && batch.Replay(row) is not null == overlays)
                        AddRow(cells, table, batch, row, names);
        }

        return cells;
    }

    /// <summary>All that a run shows, but for times and keys: its state, cells, iterations and ends of loops.</summary>
    public static string[] Describe(StoreSnapshot snapshot, RunKey run)
    {
        var lines = Of(snapshot, run).Select(cell => $"{cell.Key} = {(cell.Value.Kind == CellKind.Tensor ? Convert.ToHexString(cell.Value.AsTensor().Bytes.Span) : cell.Value)}").ToList();
        lines.Add($"{snapshot.Runs.Single(info => info.Key == run).State}");
        lines.AddRange(snapshot.LoopEnds.Where(end => end.Run == run).Select(end => $"end {end.Path} {string.Join(',', end.Parent)} {end.Iterations} {end.Completed}"));
        foreach (var table in snapshot.Tables)
            foreach (var batch in table.Read([], ImmutableHashSet.Create(run)))
                for (int row = 0; row < batch.RowCount; row++)
                    if (batch.Run(row) == run && batch.Replay(row) is null)
                        lines.Add($"row {table.Path} {string.Join(',', Enumerable.Range(0, table.Path.Depth).Select(depth => $"{batch.Index(depth, row)}={batch.LoopValue(depth, row)}"))} {batch.Occurrence(row)} {batch.Seconds(row) is not null}");
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static void AddRow(SortedDictionary<string, CellValue> cells, LoopTable table, LoopBatch batch, int row, string[] names)
    {
        string place = string.Join(' ', Enumerable.Range(0, table.Path.Depth).Select(depth => $"{table.Path.Loops[depth]}={batch.Index(depth, row)}"));
        string occurrence = batch.Occurrence(row) == 0 ? "" : $"#{batch.Occurrence(row)}";
        foreach (string name in names)
            if (batch.TryGetCell(name, row, out var value))
                cells[$"{place} {name}{occurrence}".TrimStart()] = value;
    }
}
