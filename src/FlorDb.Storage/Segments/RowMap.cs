namespace FlorDb.Storage.Segments;

/// <summary>
/// Which rows the iterations of a block have. An iteration's rows are a chain: the first has occurrence 0, the next 1, and so on. Where each
/// iteration has one row, in order, next to nothing is kept.
/// </summary>
internal sealed class RowMap(LogProgress progress)
{
    private const int None = -1;
    private readonly IntSequence _iterations = new(progress);
    private readonly IntSequence _firstRows = new(progress);
    private ColumnBuffer<int>? _occurrences;
    private ColumnBuffer<int>? _nextRows;

    public int Count => _iterations.Count;

    /// <summary>For each row its iteration.</summary>
    public IntSequence Iterations => _iterations;

    /// <summary>For each row its occurrence; null if all are 0.</summary>
    public ColumnBuffer<int>? Occurrences => _occurrences;

    /// <summary>Adds the next iteration.</summary>
    public void AddIteration(bool hasRow) => _firstRows.Add(hasRow ? AddRow(_firstRows.Count, 0) : None);

    /// <summary>The first row of an iteration; it is made if it has none.</summary>
    public int First(int iteration)
    {
        if (_firstRows[iteration] == None) _firstRows[iteration] = AddRow(iteration, 0);
        return _firstRows[iteration];
    }

    /// <summary>The row of the next occurrence; it is made if there is none.</summary>
    public int Next(int row)
    {
        if (_nextRows is null) KeepLaterRows();
        if (_nextRows![row] == None) _nextRows[row] = AddRow(_iterations[row], _occurrences![row] + 1);
        return _nextRows[row];
    }

    public int Occurrence(int row) => _occurrences?[row] ?? 0;

    private int AddRow(int iteration, int occurrence)
    {
        _iterations.Add(iteration);
        _occurrences?.Add(occurrence);
        _nextRows?.Add(None);
        return _iterations.Count - 1;
    }

    private void KeepLaterRows()
    {
        _occurrences = new ColumnBuffer<int>(progress);
        _nextRows = new ColumnBuffer<int>(progress);
        for (int row = 0; row < Count; row++)
        {
            _occurrences.Add(0);
            _nextRows.Add(None);
        }
    }
}
