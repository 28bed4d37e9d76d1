using FlorDb.Query.Tables;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Execution.Pivot;

/// <summary>Reads runs into rows, some runs at a time, so that a query with a limit need not read them all.</summary>
internal sealed class PivotScan(PivotInput input, PivotLayout layout, ScanRequest request)
{
    private const int RunsAtFirst = 16;
    private const int RunsAtOnce = 512;
    private const int RowsBetweenChecks = 1024;

    public IEnumerable<Row> Rows(CancellationToken cancellation)
    {
        foreach (var runs in Portions(PropertyColumn.Select(input.Start.Runs, request)))
        {
            var pivots = runs.ToDictionary(run => run.Key, run => new RunPivot(run, layout));
            Read(input.Start, pivots, cancellation);
            if (input.AfterReplay is not null) Read(input.AfterReplay, pivots, cancellation);
            foreach (var run in runs)
                foreach (var context in pivots[run.Key].Rows(cancellation))
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return MakeRow(pivots[run.Key], context);
                }
        }
    }

    // The first rows come soon, for a query with a limit; later portions are larger, since each reads through all segments.
    private static IEnumerable<RunInfo[]> Portions(IEnumerable<RunInfo> runs)
    {
        using var next = runs.GetEnumerator();
        for (var size = RunsAtFirst; ; size = Math.Min(2 * size, RunsAtOnce))
        {
            var portion = new List<RunInfo>(size);
            while (portion.Count < size && next.MoveNext()) portion.Add(next.Current);
            if (portion.Count == 0) yield break;
            yield return [.. portion];
        }
    }

    private void Read(StoreSnapshot snapshot, Dictionary<RunKey, RunPivot> pivots, CancellationToken cancellation)
    {
        var isStart = ReferenceEquals(snapshot, input.Start);
        var runs = pivots.Keys.ToHashSet();
        for (var path = 0; path < layout.Paths.Length; path++)
        {
            string[] names = [.. layout.NamesByPath[path].Select(column => layout.Logged[column].Name)];
            if (layout.Paths[path].Depth == 0 && names.Length == 0) continue;
            foreach (var batch in snapshot.Table(layout.Paths[path])?.Read(names, runs) ?? [])
                Add(batch, path, pivots, isStart, cancellation);
        }
    }

    private void Add(LoopBatch batch, int path, Dictionary<RunKey, RunPivot> pivots, bool isStart, CancellationToken cancellation)
    {
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (row % RowsBetweenChecks == 0) cancellation.ThrowIfCancellationRequested();
            if (!isStart && batch.Replay(row) is null) continue;
            if (pivots.TryGetValue(batch.Run(row), out var pivot)) pivot.Add(path, batch, row, input, isStart);
        }
    }

    private Row MakeRow(RunPivot pivot, PivotContext context)
    {
        var values = new CellValue[layout.Columns.Length];
        bool[]? missing = null;
        List<PivotCell>? unverified = null;
        for (int slot = 0, logged = 0; slot < values.Length; slot++)
        {
            if (layout.Columns[slot] is not LoggedColumn column)
            {
                values[slot] = OuterValue(layout.Columns[slot], pivot, context);
                continue;
            }

            var cell = pivot.Cell(context, logged++);
            if (cell is not null) values[slot] = Converted(cell.Value, column);
            if (cell is { IsVerified: false }) (unverified ??= []).Add(cell);
            if (cell is { IsFromStart: true } || !CanBeMissing(column, pivot.Run, context)) continue;
            missing ??= new bool[values.Length];
            missing[slot] = true;
        }

        return new Row(values) { Missing = missing, Origin = new PivotRow(pivot, context, layout, unverified) };
    }

    private CellValue OuterValue(TableColumn column, RunPivot pivot, PivotContext context) => column switch
    {
        PropertyColumn property => property.Read(pivot.Run),
        LoopColumn loop => LoopValue(loop, context),
        _ => throw new System.Diagnostics.UnreachableException($"The pivoted view has no {column.GetType().Name}."),
    };

    private CellValue LoopValue(LoopColumn column, PivotContext context)
    {
        var depth = layout.Paths[context.Path].Loops.LastIndexOf(column.Name);
        return depth < 0 ? CellValue.Null : context.LoopValue(depth);
    }

    private bool CanBeMissing(LoggedColumn column, RunInfo run, PivotContext context)
    {
        foreach (var target in column.TargetPaths(run.Header.FileName))
            if (target.IsPrefixOf(layout.Paths[context.Path])) return true;
        return false;
    }

    private static CellValue Converted(CellValue value, LoggedColumn column) =>
        value.IsNull || column.Type.IsDynamic || value.Kind == column.Type.Kind ? value : CellCast.Convert(value, column.Type.Kind);
}
