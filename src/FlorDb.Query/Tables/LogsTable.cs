using System.Buffers.Binary;
using FlorDb.Query.Formats;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Tables;

/// <summary>
/// One logged value: every one, also those that a later value of the same iteration, or the record of a replayed one, hides in <c>runs</c>.
/// </summary>
internal sealed record LogEntry(LoopBatch Batch, int Row, LoopPath Path, string Name, CellValue Value)
{
    public ReplayKey? Replay => Batch.Replay(Row);

    public double? Seconds => Batch.Seconds(Row);
}

/// <summary>The tables <c>logs</c> and <c>loops</c>: cells and iterations, one row each.</summary>
internal static class LogsTable
{
    public static Table Logs(StoreSnapshot snapshot)
    {
        var replays = snapshot.Replays.ToDictionary(replay => replay.Key);
        return new ListTable<LogEntry>("logs",
        [
            .. PropertyColumn.Identifying(snapshot.Runs),
            new ListColumn<LogEntry>("path", CellKind.String, entry => CellValue.Of(entry.Path.ToString())),
            new ListColumn<LogEntry>("iteration", CellKind.Tensor, entry => Indices(entry.Batch, entry.Row, entry.Path)),
            new ListColumn<LogEntry>("occurrence", CellKind.Int64, entry => CellValue.Of((long)entry.Batch.Occurrence(entry.Row))),
            new ListColumn<LogEntry>("name", CellKind.String, entry => CellValue.Of(entry.Name)),
            new ListColumn<LogEntry>("value", CellKind.String, entry => entry.Value.IsNull ? entry.Value : CellValue.Of(CellText.Of(entry.Value))),
            new ListColumn<LogEntry>("kind", CellKind.String, entry => CellValue.Of(TypeNames.Of(entry.Value.Kind))),
            new ListColumn<LogEntry>("replay", CellKind.String, entry => entry.Replay is { } replay ? CellValue.Of(replay.ToString()) : CellValue.Null),
            new ListColumn<LogEntry>("verified", CellKind.Boolean, entry => entry.Replay is { } replay
                ? CellValue.Of(replays.GetValueOrDefault(replay) is { Verified: true })
                : CellValue.Null),
        ], snapshot.Runs, run => Entries(snapshot, run));
    }

    public static Table Loops(StoreSnapshot snapshot) =>
        new ListTable<LogEntry>("loops",
        [
            .. PropertyColumn.Identifying(snapshot.Runs),
            new ListColumn<LogEntry>("path", CellKind.String, entry => CellValue.Of(entry.Path.ToString())),
            new ListColumn<LogEntry>("loop", CellKind.String, entry => CellValue.Of(entry.Name)),
            new ListColumn<LogEntry>("iteration", CellKind.Tensor, entry => Indices(entry.Batch, entry.Row, entry.Path)),
            new ListColumn<LogEntry>("value", CellKind.String, entry => entry.Value.IsNull ? entry.Value : CellValue.Of(CellText.Of(entry.Value))),
            new ListColumn<LogEntry>("started", CellKind.Timestamp, entry => CellValue.Of(entry.Batch.Started(entry.Row))),
            new ListColumn<LogEntry>("seconds", CellKind.Float64, entry => entry.Seconds is { } seconds ? CellValue.Of(seconds) : CellValue.Null),
        ], snapshot.Runs, run => Iterations(snapshot, run));

    private static IEnumerable<LogEntry> Entries(StoreSnapshot snapshot, RunInfo run)
    {
        var runs = new HashSet<RunKey> { run.Key };
        foreach (var table in snapshot.Tables)
        {
            string[] names = [.. table.Names.Select(name => name.Name)];
            foreach (var batch in table.Read(names, runs))
                foreach (var row in RowsOf(batch, run))
                    foreach (var name in table.Names)
                        if (batch.TryGetCell(name.Name, row, out var value)) yield return new LogEntry(batch, row, table.Path, name.Name, value);
        }
    }

    private static IEnumerable<LogEntry> Iterations(StoreSnapshot snapshot, RunInfo run)
    {
        var runs = new HashSet<RunKey> { run.Key };
        foreach (var table in snapshot.Tables.Where(table => table.Path.Depth > 0))
            foreach (var batch in table.Read([], runs))
                foreach (var row in RowsOf(batch, run).Where(row => batch.Replay(row) is null && batch.Occurrence(row) == 0))
                    yield return new LogEntry(batch, row, table.Path, table.Path.Loops[^1], batch.LoopValue(table.Path.Depth - 1, row));
    }

    private static IEnumerable<int> RowsOf(LoopBatch batch, RunInfo run) =>
        Enumerable.Range(0, batch.RowCount).Where(row => batch.Run(row) == run.Key);

    private static CellValue Indices(LoopBatch batch, int row, LoopPath path) =>
        Vector([.. Enumerable.Range(0, path.Depth).Select(depth => batch.Index(depth, row))]);

    /// <summary>Integers as a one-dimensional value.</summary>
    internal static CellValue Vector(IReadOnlyList<long> numbers)
    {
        var bytes = new byte[numbers.Count * sizeof(long)];
        for (var i = 0; i < numbers.Count; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), numbers[i]);
        return CellValue.Of(new TensorValue(ElementType.Int64, [numbers.Count], bytes));
    }
}
