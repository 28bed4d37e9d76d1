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

    private static void AddRow(SortedDictionary<string, CellValue> cells, LoopTable table, LoopBatch batch, int row, string[] names)
    {
        string place = string.Join(' ', Enumerable.Range(0, table.Path.Depth).Select(depth => $"{table.Path.Loops[depth]}={batch.Index(depth, row)}"));
        string occurrence = batch.Occurrence(row) == 0 ? "" : $"#{batch.Occurrence(row)}";
        foreach (string name in names)
            if (batch.TryGetCell(name, row, out var value))
                cells[$"{place} {name}{occurrence}".TrimStart()] = value;
    }
}
