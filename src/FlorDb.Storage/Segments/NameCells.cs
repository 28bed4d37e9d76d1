using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>The values of one name in the rows of a block.</summary>
internal sealed class NameCells(RowBlock block, string name, bool isArgument) : ICellColumn
{
    private const int Missing = -1;
    private readonly List<int> _rows = [];
    private readonly List<CellValue> _values = [];
    private Dictionary<Iteration, int>? _counts;
    private Iteration? _newest;
    private int _newestCount;
    private int[] _positions = [];

    public string Name => name;

    public bool IsArgument => isArgument;

    /// <summary>The kinds of the values, sorted.</summary>
    public ImmutableArray<CellKind> Kinds => [.. _values.Select(value => value.Kind).Distinct().Order()];

    /// <summary>The values in the order in which they were logged, each with its row.</summary>
    public IEnumerable<(int Row, CellValue Value)> InOrder => _rows.Zip(_values);

    /// <summary>Counts a further value of the name in an iteration; returns how many there were before.</summary>
    public int CountUp(Iteration iteration)
    {
        if (_counts is null && ReferenceEquals(iteration, _newest)) return _newestCount++;
        if (_counts is null && (_newest is null || iteration.Context > _newest.Context))
        {
            _newest = iteration;
            _newestCount = 1;
            return 0;
        }

        // An iteration that is not the newest gets a value: rare, so counts are kept for all of them only from then on.
        _counts ??= CountAll();
        int before = _counts.GetValueOrDefault(iteration);
        _counts[iteration] = before + 1;
        return before;
    }

    public void Add(int row, in CellValue value)
    {
        _rows.Add(row);
        _values.Add(value);
    }

    /// <summary>To be called when all values are there, before the first <see cref="TryGet"/>.</summary>
    public void Freeze()
    {
        _positions = new int[block.RowCount];
        Array.Fill(_positions, Missing);
        for (int i = 0; i < _rows.Count; i++) _positions[_rows[i]] = i;
    }

    public bool TryGet(int row, out CellValue value)
    {
        int position = _positions[row];
        value = position == Missing ? CellValue.Null : _values[position];
        return position != Missing;
    }

    private Dictionary<Iteration, int> CountAll()
    {
        var counts = new Dictionary<Iteration, int>();
        foreach (int row in _rows) counts[block.IterationAt(row)] = counts.GetValueOrDefault(block.IterationAt(row)) + 1;
        return counts;
    }
}
