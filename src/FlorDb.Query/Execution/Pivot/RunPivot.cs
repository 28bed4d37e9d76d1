using FlorDb.Storage;

namespace FlorDb.Query.Execution.Pivot;

/// <summary>All contexts of one run that a query touches.</summary>
internal sealed class RunPivot
{
    private readonly PivotLayout _layout;
    private readonly Dictionary<long[], PivotContext>[] _contexts;
    private readonly DateTimeOffset[] _started;
    private readonly bool[,] _hasCells;

    public RunPivot(RunInfo run, PivotLayout layout)
    {
        Run = run;
        _layout = layout;
        _contexts = [.. layout.Paths.Select(_ => new Dictionary<long[], PivotContext>(IndicesComparer.Instance))];
        _started = [.. layout.Paths.Select(_ => DateTimeOffset.MaxValue)];
        _hasCells = new bool[layout.Paths.Length, layout.Logged.Length];
        Context(0, []);
    }

    public RunInfo Run { get; }

    private IEnumerable<PivotContext> All => _contexts.SelectMany(contexts => contexts.Values);

    /// <summary>The context around one of <see cref="Rows"/>, at an outer path (or itself).</summary>
    public PivotContext? Around(PivotContext context, int path) =>
        path == context.Path ? context : context.Outer[_layout.Ancestors[context.Path].IndexOf(path)];

    /// <summary>Takes in one row of a segment or log.</summary>
    public void Add(int path, LoopBatch batch, int row, PivotInput input, bool isFromStart)
    {
        var depth = _layout.Paths[path].Depth;
        var indices = new long[depth];
        for (var i = 0; i < depth; i++) indices[i] = batch.Index(i, row);
        var context = Context(path, indices);
        for (var i = 0; i < depth; i++)
            if (context.LoopValues[i].IsNull) context.LoopValues[i] = batch.LoopValue(i, row);
        var key = batch.Replay(row);
        if (key is null && batch.Started(row) < _started[path]) _started[path] = batch.Started(row);
        foreach (var column in _layout.NamesByPath[path])
        {
            if (!batch.TryGetCell(_layout.Logged[column].Name, row, out var value)) continue;
            var cell = context.Cells[column] ??= new PivotCell();
            cell.Offer(value, key is { } replay ? input.Find(replay) : null, key, batch.Occurrence(row), isFromStart);
            _hasCells[path, column] = true;
        }
    }

    /// <summary>The contexts that are rows, in the order in which the program went through them.</summary>
    public List<PivotContext> Rows(CancellationToken cancellation)
    {
        foreach (var context in All)
        {
            cancellation.ThrowIfCancellationRequested();
            context.Outer = [.. _layout.Ancestors[context.Path].Select(path => Find(path, context))];
            foreach (var outer in context.Outer)
                if (outer is not null) outer.IsCovered = true;
        }

        var rows = All.Where(context => !context.IsCovered).ToList();
        rows.AddRange(CoveredRows(rows));
        return CancellableSort.Sort(rows, new ContextOrder(_layout, _started).Compare, cancellation);
    }

    /// <summary>
    /// The cell that a row shows for a column: from the deepest loop around it in which this run has logged the name. An argument stands in
    /// where that loop's iteration has no cell.
    /// </summary>
    public PivotCell? Cell(PivotContext row, int column)
    {
        foreach (var path in _layout.Homes[row.Path][column])
        {
            if (!_hasCells[path, column]) continue;
            var cell = Around(row, path)?.Cells[column];
            if (cell is not null || !_layout.Logged[column].IsArgument) return cell;
        }

        return null;
    }

    private PivotContext? Find(int path, PivotContext inner) => _contexts[path].GetValueOrDefault(inner.Indices[.._layout.Paths[path].Depth]);

    private PivotContext Context(int path, long[] indices)
    {
        if (!_contexts[path].TryGetValue(indices, out var context))
            _contexts[path].Add(indices, context = new PivotContext(path, indices, _layout.Logged.Length));
        return context;
    }

    // A name that the run has also logged further inside: the rows there show the inner cells, so an outer cell would be lost without a row.
    private List<PivotContext> CoveredRows(List<PivotContext> rows)
    {
        int[] columns = [.. Enumerable.Range(0, _layout.Logged.Length).Where(column => PathsWithCells(column) > 1)];
        if (columns.Length == 0) return [];
        foreach (var row in rows)
            foreach (var column in columns)
                if (Cell(row, column) is { } cell) cell.IsShown = true;
        return [.. All.Where(context => context.IsCovered && columns.Any(column => IsHidden(context, column)))];
    }

    private int PathsWithCells(int column) => Enumerable.Range(0, _layout.Paths.Length).Count(path => _hasCells[path, column]);

    private bool IsHidden(PivotContext context, int column) =>
        context.Cells[column] is { IsShown: false } && !(context.Path == 0 && _layout.Logged[column].IsArgument);
}
