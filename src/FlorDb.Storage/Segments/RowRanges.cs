using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>Ranges of a segment's rows that belong to some runs, in their order; neighbours are joined.</summary>
internal sealed class RowRanges
{
    private readonly List<(long Start, long End)> _ranges = [];

    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>The rows of some runs; of all without a set.</summary>
    public static RowRanges Of(ImmutableArray<RunRows> all, IReadOnlySet<RunKey>? runs)
    {
        var wanted = new RowRanges();
        long start = 0;
        foreach (var rows in all)
        {
            if (runs is null || runs.Contains(rows.Run)) wanted.Add(start, start + rows.RowCount);
            start += rows.RowCount;
        }

        return wanted;
    }

    /// <summary>What lies between two rows.</summary>
    public List<(long Start, long End)> Within(long start, long end)
    {
        // Ranges are sorted and apart, so the first that ends behind the start is found by halving.
        int low = 0;
        for (int high = _ranges.Count; low < high;)
        {
            int middle = (low + high) / 2;
            if (_ranges[middle].End <= start) low = middle + 1;
            else high = middle;
        }

        var within = new List<(long, long)>();
        for (; low < _ranges.Count && _ranges[low].Start < end; low++) within.Add((Math.Max(start, _ranges[low].Start), Math.Min(end, _ranges[low].End)));
        return within;
    }

    private void Add(long start, long end)
    {
        if (start == end) return;
        if (_ranges.Count > 0 && _ranges[^1].End == start) _ranges[^1] = (_ranges[^1].Start, end);
        else _ranges.Add((start, end));
    }
}
