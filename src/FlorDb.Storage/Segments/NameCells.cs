using System.Collections.Immutable;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>The values of one name in the rows of a block.</summary>
internal sealed class NameCells(RowMap rows, LogName name, bool isArgument, LogProgress progress)
{
    private readonly ValueColumns _columns = new(progress);
    private Dictionary<int, int>? _lastRows;
    private int _newest = -1;
    private int _newestRow;

    public string Name => name.Text;

    public bool IsArgument => isArgument;

    /// <summary>What was last logged after a value of this: most often it will be so again.</summary>
    public NameCells? Follower { get; set; }

    /// <summary>The values by physical type; their keys are rows.</summary>
    public IReadOnlyList<TypedCells> Types => _columns.Types;

    /// <summary>The kinds of the values, sorted.</summary>
    public ImmutableArray<CellKind> Kinds => [.. Types.Where(cells => cells.Values.Count > 0).Select(cells => cells.Type.Kind).Distinct().Order()];

    /// <summary>Whether these are the values of a name as an argument, or as a cell.</summary>
    public bool Are(LogName other, bool ofArgument) => ReferenceEquals(name, other) && isArgument == ofArgument;

    /// <summary>Adds the value that stands in a record to the first of an iteration's rows that has none of this name yet.</summary>
    /// <exception cref="InvalidDataException">The bytes are no value; nothing was changed.</exception>
    public void Add(int iteration, ReadOnlySpan<byte> value) => _columns.Append(value).Keys.Add(NextRow(iteration));

    /// <summary>The values of one iteration, in the order in which they were logged.</summary>
    public IEnumerable<CellValue> Of(int iteration)
    {
        var found = new List<(int Occurrence, CellValue Value)>();
        foreach (var cells in Types)
        {
            for (int i = 0; i < cells.Keys.Count; i++)
                if (rows.Iterations[cells.Keys[i]] == iteration) found.Add((rows.Occurrence(cells.Keys[i]), cells.Values.At(i)));
        }

        return found.OrderBy(cell => cell.Occurrence).Select(cell => cell.Value);
    }

    private int NextRow(int iteration)
    {
        if (_lastRows is null && iteration == _newest) return _newestRow = rows.Next(_newestRow);
        if (_lastRows is null && iteration > _newest)
        {
            _newest = iteration;
            return _newestRow = rows.First(iteration);
        }

        // An iteration that is not the newest gets a value: rare, so the last rows of all of them are kept only from then on.
        _lastRows ??= FindLastRows();
        int next = _lastRows.TryGetValue(iteration, out int last) ? rows.Next(last) : rows.First(iteration);
        _lastRows[iteration] = next;
        return next;
    }

    private Dictionary<int, int> FindLastRows()
    {
        var lastRows = new Dictionary<int, int>();
        foreach (var cells in Types)
        {
            for (int i = 0; i < cells.Keys.Count; i++)
            {
                int row = cells.Keys[i];
                int iteration = rows.Iterations[row];
                if (!lastRows.TryGetValue(iteration, out int last) || rows.Occurrence(last) < rows.Occurrence(row)) lastRows[iteration] = row;
            }
        }

        return lastRows;
    }
}
