using System.Collections.Immutable;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>
/// The iterations and rows of one loop path in one run, or in one replay part, as they come from the log: column by column. An iteration is known by
/// its position among those of its block.
/// </summary>
internal sealed class RowBlock(RunImage image, LoopPath path, RowBlock? outer)
{
    private readonly LogProgress _progress = image.Progress;
    private readonly ValueColumns _loopValues = new(image.Progress);
    private readonly ColumnBuffer<byte> _ended = new(image.Progress);
    private readonly List<NameCells> _names = [];
    private readonly Dictionary<int, NameCells> _cells = [];
    private readonly Dictionary<int, NameCells> _arguments = [];
    private readonly Dictionary<int, RowBlock> _inner = [];
    private NameCells? _last;
    private (LogName? Loop, RowBlock? Block) _lastInner;

    public LoopPath Path => path;

    public RunImage Image => image;

    /// <summary>The block of the loop around it; null for the root.</summary>
    public RowBlock? Outer => outer;

    /// <summary>Its rows.</summary>
    public RowMap Rows { get; } = new(image.Progress);

    public int RowCount => Rows.Count;

    /// <summary>For each iteration its index in the loop.</summary>
    public ColumnBuffer<long> Indices { get; } = new(image.Progress);

    /// <summary>For each iteration the one around it.</summary>
    public IntSequence Parents { get; } = new(image.Progress);

    /// <summary>For each iteration when it began, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public ColumnBuffer<long> Started { get; } = new(image.Progress);

    /// <summary>For each iteration how long it took; 0 while it is open, and if it was cut off.</summary>
    public ColumnBuffer<double> Seconds { get; } = new(image.Progress);

    /// <summary>What the loop yielded, where that was a plain value; the keys are iterations.</summary>
    public IReadOnlyList<TypedCells> LoopValues => _loopValues.Types;

    /// <summary>What the loop yielded in an iteration; <see cref="CellValue.Null"/> where that was not a plain value.</summary>
    public CellValue LoopValue(int iteration)
    {
        foreach (var cells in LoopValues)
            if (cells.Keys.IndexOf(iteration) is var entry and >= 0) return cells.Values.At(entry);
        return CellValue.Null;
    }

    /// <summary>The names, in the order in which they were first logged.</summary>
    public IReadOnlyList<NameCells> Names => _names;

    public ImmutableArray<LoggedName> LoggedNames => [.. _names.Select(cells => new LoggedName(cells.Name, cells.Kinds, cells.IsArgument))];

    /// <summary>Adds an iteration.</summary>
    /// <param name="parent">The iteration around it.</param>
    /// <param name="index">Its index in the loop.</param>
    /// <param name="start">When it began, in 100 ns since its run began.</param>
    /// <param name="hasRow">Whether it has a row at once, or only when something is logged.</param>
    /// <param name="value">What the loop yielded, as it stands in a record.</param>
    /// <exception cref="InvalidDataException">What the loop yielded is no value; nothing was changed.</exception>
    public int Add(int parent, long index, long start, bool hasRow, ReadOnlySpan<byte> value)
    {
        int iteration = Indices.Count;
        if (value is not [(byte)CellKind.Null, ..]) _loopValues.Append(value).Keys.Add(iteration);
        Add(parent, index, start, hasRow);
        return iteration;
    }

    /// <summary>Adds an iteration of a loop that yielded no plain value.</summary>
    public void Add(int parent, long index, long start, bool hasRow)
    {
        if ((Indices.Count & 7) == 0) _ended.Add(0);
        Parents.Add(parent);
        Indices.Add(index);
        Started.Add(image.BegunAt + start / TimeSpan.TicksPerMicrosecond);
        Seconds.Add(0);
        Rows.AddIteration(hasRow);
    }

    /// <summary>Ends an iteration that took so long, in units of 100 ns.</summary>
    public void Close(int iteration, long ticks)
    {
        Seconds[iteration] = (double)ticks / TimeSpan.TicksPerSecond;
        _ended[iteration >> 3] |= (byte)(1 << (iteration & 7));
    }

    /// <summary>Whether an iteration has ended; false also if it was cut off.</summary>
    public bool HasEnded(int iteration) => Bitmap.Get(_ended.Items, iteration);

    /// <summary>Adds the value that stands in a record.</summary>
    /// <exception cref="InvalidDataException">The bytes are no value.</exception>
    public void AddCell(int iteration, LogName name, bool isArgument, ReadOnlySpan<byte> value)
    {
        var cells = _last?.Follower;
        if (cells is null || !cells.Are(name, isArgument))
        {
            cells = CellsOf(name, isArgument);
            _last?.Follower = cells;
        }

        cells.Add(iteration, value);
        _last = cells;
    }

    /// <summary>The rows that can't change any more: those of other iterations than the open ones.</summary>
    public SealedRows Seal(IReadOnlySet<int> open)
    {
        if (open.Count == 0) return new SealedRows(this, IntSequence.Run(0, RowCount));
        var rows = new IntSequence();
        for (int row = 0; row < RowCount; row++)
            if (!open.Contains(Rows.Iterations[row])) rows.Add(row);
        return new SealedRows(this, rows);
    }

    /// <summary>The block of a loop inside this one.</summary>
    public RowBlock Inner(LogName loop)
    {
        if (ReferenceEquals(_lastInner.Loop, loop)) return _lastInner.Block!;
        if (!_inner.TryGetValue(loop.Number, out var block))
        {
            block = image.AddBlock(this, loop.Text);
            _inner.Add(loop.Number, block);
        }

        _lastInner = (loop, block);
        return block;
    }

    public NameCells? Cells(string name, bool isArgument) => _names.Find(cells => cells.Name == name && cells.IsArgument == isArgument);

    private NameCells CellsOf(LogName name, bool isArgument)
    {
        var known = isArgument ? _arguments : _cells;
        if (known.TryGetValue(name.Number, out var cells)) return cells;
        cells = new NameCells(Rows, name, isArgument, _progress);
        known.Add(name.Number, cells);
        _names.Add(cells);
        return cells;
    }
}
