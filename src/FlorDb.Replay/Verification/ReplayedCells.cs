using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Replay.Verification;

/// <summary>Where a cell stands in a run.</summary>
internal readonly record struct CellPlace(string Name, LoopPath Path, string Indices, int Occurrence)
{
    public override string ToString() => Path.Depth == 0 ? Name : $"{Name} at {Path} {Indices}";
}

/// <summary>The cells of one run that replays of one patched version have filled.</summary>
internal sealed record ReplayedCells(RunInfo Run, string PatchedVersionId, IReadOnlyDictionary<CellPlace, CellValue> Cells)
{
    /// <summary>All replayed cells of a store, by run and patched version.</summary>
    public static IReadOnlyList<ReplayedCells> Read(StoreSnapshot snapshot, IReadOnlySet<RunKey>? runs)
    {
        var infos = snapshot.Runs.ToDictionary(run => run.Key);
        var groups = new Dictionary<(RunKey Run, string Version), Dictionary<CellPlace, CellValue>>();
        var replays = snapshot.Replays.ToDictionary(replay => replay.Key);
        foreach (var (batch, row, table) in Rows(snapshot, runs))
        {
            if (batch.Replay(row) is not { } key || !replays.TryGetValue(key, out var replay)) continue;
            var group = (batch.Run(row), replay.Header.PatchedVersionId);
            if (!groups.TryGetValue(group, out var cells)) groups[group] = cells = [];
            foreach (var (place, value) in CellsOf(batch, row, table)) cells[place] = value;
        }

        return [.. groups.Where(group => infos.ContainsKey(group.Key.Run) && group.Value.Count > 0).OrderBy(group => group.Key.Run)
            .Select(group => new ReplayedCells(infos[group.Key.Run], group.Key.Version, group.Value))];
    }

    /// <summary>Compares with the record of a re-training.</summary>
    /// <returns>How many are bit-identical, and the first that is not.</returns>
    public (long Identical, string? Difference) CompareWith(string folder)
    {
        using var store = FlorStore.Open(folder);
        using var snapshot = store.TakeSnapshot();
        var trained = new Dictionary<CellPlace, CellValue>();
        foreach (var (batch, row, table) in Rows(snapshot, null))
        {
            foreach (var (place, value) in CellsOf(batch, row, table)) trained[place] = value;
        }

        long identical = 0;
        string? difference = null;
        foreach (var (place, value) in Cells)
        {
            if (trained.TryGetValue(place, out var other) && other.Equals(value)) identical++;
            else difference ??= trained.ContainsKey(place) ? $"{place} differs" : $"the training did not log {place}";
        }

        return (identical, difference);
    }

    private static IEnumerable<(LoopBatch Batch, int Row, LoopTable Table)> Rows(StoreSnapshot snapshot, IReadOnlySet<RunKey>? runs) =>
        from table in snapshot.Tables
        from batch in table.Read(LoggedIn(table), runs)
        from row in Enumerable.Range(0, batch.RowCount)
        where runs is null || runs.Contains(batch.Run(row))
        select (batch, row, table);

    private static ImmutableArray<string> LoggedIn(LoopTable table) => [.. table.Names.Select(name => name.Name)];

    private static IEnumerable<(CellPlace Place, CellValue Value)> CellsOf(LoopBatch batch, int row, LoopTable table)
    {
        var indices = string.Join(", ", Enumerable.Range(0, table.Path.Depth).Select(depth => batch.Index(depth, row)));
        foreach (var name in LoggedIn(table))
        {
            if (batch.TryGetCell(name, row, out var value)) yield return (new CellPlace(name, table.Path, indices, batch.Occurrence(row)), value);
        }
    }
}
