using FlorDb.Storage;

namespace FlorDb.Torch.Replaying;

/// <summary>Which of a segment's iterations are still to be executed.</summary>
internal sealed class SegmentProgress(IReadOnlyCollection<LoopSegment> loops)
{
    private readonly Dictionary<string, long> _passed = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is left.</summary>
    public bool IsDone => FirstLeft is null;

    /// <summary>The first iteration that is left, with its loop; null if none is.</summary>
    public (string Loop, long Index)? FirstLeft
    {
        get
        {
            foreach (var loop in loops)
                if (NextWanted(loop.Loop, 0, long.MaxValue) is { } index)
                    return (loop.Loop, index);
            return null;
        }
    }

    /// <summary>The first wanted iteration of a loop from one index up to, not including, another; null if there is none.</summary>
    public long? NextWanted(string loop, long from, long end)
    {
        from = Math.Max(from, _passed.GetValueOrDefault(loop));
        long? next = null;
        foreach (var range in loops.Where(segment => segment.Loop == loop).SelectMany(segment => segment.Ranges))
            if (range.Last >= from && (next is null || range.First < next))
                next = Math.Max(range.First, from);
        return next < end ? next : null;
    }

    /// <summary>Notes that a loop's iterations below an index are behind.</summary>
    public void Pass(string loop, long end) => _passed[loop] = Math.Max(end, _passed.GetValueOrDefault(loop));

    /// <summary>Notes that whatever is left is not to be had: the record ends before it.</summary>
    public void PassAll()
    {
        foreach (var loop in loops) _passed[loop.Loop] = long.MaxValue;
    }
}
