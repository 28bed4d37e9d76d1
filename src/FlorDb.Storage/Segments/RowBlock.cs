using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>The rows of one loop path in one run, or in one replay part, as they come from the log.</summary>
internal sealed class RowBlock(RunImage run, LoopPath path) : ILoopRows
{
    private readonly List<(Iteration Iteration, int Occurrence)> _rows = [];
    private readonly Dictionary<(string Name, bool IsArgument), NameCells> _names = [];
    private readonly Dictionary<(Iteration, int Occurrence), int> _laterRows = [];
    private readonly Dictionary<string, RowBlock> _inner = [];

    public LoopPath Path => path;

    public RunImage Image => run;

    public int RowCount => _rows.Count;

    public IReadOnlyCollection<NameCells> Names => _names.Values;

    public ImmutableArray<LoggedName> LoggedNames => [.. _names.Values.Select(cells => new LoggedName(cells.Name, cells.Kinds, cells.IsArgument))];

    /// <summary>Adds the first row of an iteration.</summary>
    public void Add(Iteration iteration)
    {
        iteration.FirstRow = _rows.Count;
        _rows.Add((iteration, 0));
    }

    /// <summary>Adds a cell to the first of an iteration's rows that has none of that name yet.</summary>
    public void AddCell(Iteration iteration, string name, bool isArgument, in CellValue value)
    {
        if (!_names.TryGetValue((name, isArgument), out var cells))
        {
            cells = new NameCells(this, name, isArgument);
            _names.Add((name, isArgument), cells);
        }

        int occurrence = cells.CountUp(iteration);
        cells.Add(RowOf(iteration, occurrence), value);
    }

    /// <summary>The rows that can't change any more: all, or those whose iterations are over.</summary>
    public SealedRows Seal(IReadOnlySet<Iteration> open) =>
        new(this, [.. Enumerable.Range(0, RowCount).Where(row => !open.Contains(_rows[row].Iteration))]);

    /// <summary>To be called when all rows are there, before cells are read.</summary>
    public void Freeze()
    {
        foreach (var cells in _names.Values) cells.Freeze();
    }

    /// <summary>The block of a loop inside this one, from a cache or else from <paramref name="find"/>.</summary>
    public RowBlock Inner(string loop, Func<LoopPath, RowBlock> find)
    {
        if (_inner.TryGetValue(loop, out var block)) return block;
        block = find(path.Append(loop));
        _inner.Add(loop, block);
        return block;
    }

    public NameCells? Cells(string name, bool isArgument) => _names.GetValueOrDefault((name, isArgument));

    public Iteration IterationAt(int row) => _rows[row].Iteration;

    public RunKey Run(int row) => run.Key;

    public ReplayKey? Replay(int row) => run.Replay?.Key;

    public long Index(int depth, int row) => _rows[row].Iteration.At(depth).Index;

    public CellValue LoopValue(int depth, int row) => _rows[row].Iteration.At(depth).Value;

    public int Occurrence(int row) => _rows[row].Occurrence;

    public long Started(int row) => run.BegunAt + _rows[row].Iteration.StartedAt / TimeSpan.TicksPerMicrosecond;

    public double? Seconds(int row) =>
        _rows[row] is { Occurrence: 0, Iteration.Ticks: { } ticks } ? (double)ticks / TimeSpan.TicksPerSecond : null;

    private int RowOf(Iteration iteration, int occurrence)
    {
        if (iteration.FirstRow < 0) Add(iteration);
        if (occurrence == 0) return iteration.FirstRow;
        if (_laterRows.TryGetValue((iteration, occurrence), out int row)) return row;
        row = _rows.Count;
        _rows.Add((iteration, occurrence));
        _laterRows.Add((iteration, occurrence), row);
        return row;
    }
}
