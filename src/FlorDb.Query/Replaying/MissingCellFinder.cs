using System.Collections.Immutable;
using FlorDb.Query.Binding;
using FlorDb.Query.Execution.Pivot;
using FlorDb.Query.Hindsight;
using FlorDb.Query.Planning;
using FlorDb.Storage;

namespace FlorDb.Query.Replaying;

/// <summary>Finds the cells that a query lacks, each at the grain at which its name is logged.</summary>
internal sealed class MissingCellFinder
{
    private static readonly Comparer<long[]> ByIndices = Comparer<long[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));

    private readonly Dictionary<(RunKey Run, string Name, LoopPath Path), HashSet<long[]>> _missing = [];

    private MissingCellFinder()
    {
    }

    /// <summary>The missing cells of all rows for which the query's condition may still become true.</summary>
    /// <param name="scan">What the query reads of the table <c>runs</c>.</param>
    /// <param name="condition">The query's condition; null for none.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static ImmutableArray<MissingCells> Find(LogicalScan scan, BoundExpression? condition, CancellationToken cancellation)
    {
        var finder = new MissingCellFinder();
        var filtered = condition is null ? scan : RunFilterRule.Apply(new LogicalFilter(scan, condition));
        var ofRuns = filtered as LogicalScan ?? (LogicalScan)((LogicalFilter)filtered).Input;
        foreach (var row in scan.Table.Scan(ofRuns.Request, cancellation))
            if (condition is null || PossibleOutcomes.Of(condition, row).HasFlag(Outcomes.True)) finder.Add((PivotRow)row.Origin!);
        return
        [
            .. finder._missing
                .Select(entry => new MissingCells(entry.Key.Run, entry.Key.Name, entry.Key.Path, Sorted(entry.Value)))
                .OrderBy(cells => cells.Run)
                .ThenBy(cells => cells.Name, StringComparer.Ordinal)
                .ThenBy(cells => cells.Path.ToString(), StringComparer.Ordinal),
        ];
    }

    private void Add(PivotRow row)
    {
        var run = row.Pivot.Run;
        for (var column = 0; column < row.Layout.Logged.Length; column++)
            foreach (var path in row.Layout.Logged[column].TargetPaths(run.Header.FileName))
                if (path.IsPrefixOf(row.Layout.Paths[row.Context.Path])) AddIfMissing(row, column, path);
    }

    private void AddIfMissing(PivotRow row, int column, LoopPath path)
    {
        var context = row.Pivot.Around(row.Context, row.Layout.Paths.IndexOf(path));
        if (context?.Cells[column] is not null) return;
        var key = (row.Pivot.Run.Key, row.Layout.Logged[column].Name, path);
        if (!_missing.TryGetValue(key, out var iterations)) _missing.Add(key, iterations = new HashSet<long[]>(IndicesComparer.Instance));
        iterations.Add(row.Context.Indices[..path.Depth]);
    }

    private static ImmutableArray<ImmutableArray<long>> Sorted(IEnumerable<long[]> iterations) =>
        [.. iterations.Order(ByIndices).Select(indices => ImmutableArray.Create(indices))];
}
