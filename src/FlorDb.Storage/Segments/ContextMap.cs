using System.Runtime.InteropServices;

namespace FlorDb.Storage.Segments;

/// <summary>
/// Finds the iterations of a run by their numbers, which go up. Iterations with consecutive numbers and consecutive places share an entry, so that a
/// run of nested loops has few.
/// </summary>
internal sealed class ContextMap
{
    private readonly List<Extent> _extents = [];
    private int _lastFound;

    /// <summary>The largest number; -1 if there is none.</summary>
    public long Newest => _extents.Count == 0 ? -1 : _extents[^1].Last;

    /// <summary>Adds an iteration, whose number is larger than all others.</summary>
    public void Add(long context, RowBlock block, int iteration)
    {
        var extents = CollectionsMarshal.AsSpan(_extents);
        if (!extents.IsEmpty && extents[^1].IsFollowedBy(context, block, iteration)) extents[^1].Last = context;
        else _extents.Add(new Extent { First = context, Last = context, Block = block, Iteration = iteration });
    }

    /// <summary>Finds an iteration: its block, and its position there.</summary>
    public bool TryFind(long context, out RowBlock block, out int iteration)
    {
        var extents = CollectionsMarshal.AsSpan(_extents);
        int at = extents.Length - 1;
        if (at >= 0 && context < extents[at].First) at = _lastFound = extents[_lastFound].Contains(context) ? _lastFound : Math.Max(Search(context), 0);
        if (at < 0 || !extents[at].Contains(context))
        {
            (block, iteration) = (null!, -1);
            return false;
        }

        (block, iteration) = (extents[at].Block, extents[at].Iteration + (int)(context - extents[at].First));
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

    private struct Extent
    {
        public required long First { get; init; }

        public required long Last { get; set; }

        public required RowBlock Block { get; init; }

        public required int Iteration { get; init; }

        public readonly bool Contains(long context) => context >= First && context <= Last;

        public readonly bool IsFollowedBy(long context, RowBlock block, int iteration) =>
            context == Last + 1 && ReferenceEquals(block, Block) && iteration == Iteration + (context - First);
    }
}
