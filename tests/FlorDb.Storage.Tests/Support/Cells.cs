using System.Globalization;

namespace FlorDb.Storage.Tests.Support;

/// <summary>Reads tables as text keys and values, so that tests can compare whole tables.</summary>
internal static class Cells
{
    /// <summary>Every cell of one name at a path, keyed by run, replay, indices and occurrence.</summary>
    public static Dictionary<string, CellValue> Of(StoreSnapshot snapshot, LoopPath path, string name)
    {
        var cells = new Dictionary<string, CellValue>();
        foreach (var batch in snapshot.Table(path)?.Read([name]) ?? [])
            for (int row = 0; row < batch.RowCount; row++)
                if (batch.TryGetCell(name, row, out var value)) cells.Add(Key(batch, path, row), value);
        return cells;
    }

    /// <summary>The values of one name at a path, in the order of their rows.</summary>
    public static List<CellValue> InOrder(StoreSnapshot snapshot, LoopPath path, string name) => [.. Of(snapshot, path, name).Values];

    /// <summary>The number of rows that a table really gives.</summary>
    public static long CountRows(StoreSnapshot snapshot, LoopPath path) => snapshot.Table(path)?.Read([]).Sum(batch => (long)batch.RowCount) ?? 0;

    public static string Key(LoopBatch batch, LoopPath path, int row)
    {
        var indices = Enumerable.Range(0, path.Depth).Select(depth => batch.Index(depth, row));
        return string.Create(
            CultureInfo.InvariantCulture, $"{batch.Run(row)} {batch.Replay(row)} [{string.Join(',', indices)}] {batch.Occurrence(row)}");
    }
}
