using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>Tells for each row of a batch whose it is.</summary>
internal sealed class RunsOfRows
{
    private readonly List<(int End, RunRows Rows)> _parts = [];
    private int _last;

    /// <summary>Those of the rows of a segment that lie in a batch.</summary>
    public static RunsOfRows Within(ImmutableArray<RunRows> all, long start, long end)
    {
        var runs = new RunsOfRows();
        long at = 0;
        foreach (var rows in all)
        {
            at += rows.RowCount;
            if (at > start && rows.RowCount > 0) runs._parts.Add(((int)(Math.Min(at, end) - start), rows));
            if (at >= end) break;
        }

        return runs;
    }

    public RunRows At(int row)
    {
        // Rows are mostly asked for one after the other. The position is a guess that is checked, so that threads may share it.
        int last = _last;
        if (row < _parts[last].End && (last == 0 || row >= _parts[last - 1].End)) return _parts[last].Rows;
        int low = 0;
        for (int high = _parts.Count - 1; low < high;)
        {
            int middle = (low + high) / 2;
            if (_parts[middle].End <= row) low = middle + 1;
            else high = middle;
        }

        _last = low;
        return _parts[low].Rows;
    }
}
