namespace FlorDb.Storage.Segments;

/// <summary>
/// Finds the iterations of a run by their numbers, which go up. Iterations with consecutive numbers and consecutive places share an entry, so that a
/// run of nested loops has few.
/// </summary>
internal sealed class ContextMap
{
    private readonly List<Extent> _extents = [];

    /// <summary>The largest number; -1 if there is none.</summary>
    public long Newest => _extents.Count == 0 ? -1 : _extents[^1].Last;

    /// <summary>Adds an iteration, whose number is larger than all others.</summary>
    public void Add(long context, RowBlock block, int iteration)
    {
        if (_extents.Count > 0 && _extents[^1].IsFollowedBy(context, block, iteration)) _extents[^1] = _extents[^1] with { Last = context };
        else _extents.Add(new Extent(context, context, block, iteration));
    }

    /// <summary>Finds an iteration: its block, and its position there.</summary>
    public bool TryFind(long context, out RowBlock block, out int iteration)
    {
        int at = _extents.Count - 1;
        if (at >= 0 && context < _extents[at].First) at = Search(context);
        if (at < 0 || context > _extents[at].Last)
        {
            (block, iteration) = (null!, -1);
            return false;
        }

        var extent = _extents[at];
        (block, iteration) = (extent.Block, extent.Iteration + (int)(context - extent.First));
        return true;
    }

    /// <summary>The last extent that begins at or before a number; -1 if there is none.</summary>
    private int Search(long context)
    {
        int low = 0, high = _extents.Count - 1;
        while (low <= high)
        {
            int middle = low + (high - low) / 2;
            if (_extents[middle].First <= context) low = middle + 1;
            else high = middle - 1;
        }

        return high;
    }

    private readonly record struct Extent(long First, long Last, RowBlock Block, int Iteration)
    {
        public bool IsFollowedBy(long context, RowBlock block, int iteration) =>
            context == Last + 1 && ReferenceEquals(block, Block) && iteration == Iteration + (context - First);
    }
}
