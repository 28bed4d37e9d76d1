using FlorDb.Storage;

namespace FlorDb.Query.Execution.Pivot;

/// <summary>
/// The order in which a program goes through its iterations: by index within a loop, sibling loops by when they first started, and an iteration's
/// own row after those of the loops inside it.
/// </summary>
/// <param name="layout">The paths.</param>
/// <param name="started">For each path, when its first iteration started.</param>
internal sealed class ContextOrder(PivotLayout layout, DateTimeOffset[] started)
{
    public int Compare(PivotContext first, PivotContext second)
    {
        var firstPath = layout.Paths[first.Path];
        var secondPath = layout.Paths[second.Path];
        var shared = Math.Min(firstPath.Depth, secondPath.Depth);
        for (var depth = 0; depth < shared; depth++)
        {
            var order = firstPath.Loops[depth] == secondPath.Loops[depth]
                ? first.Indices[depth].CompareTo(second.Indices[depth])
                : CompareSiblings(firstPath, secondPath, depth);
            if (order != 0) return order;
        }

        return secondPath.Depth.CompareTo(firstPath.Depth);
    }

    private int CompareSiblings(LoopPath first, LoopPath second, int depth)
    {
        var byStart = StartOf(first, depth).CompareTo(StartOf(second, depth));
        return byStart != 0 ? byStart : string.CompareOrdinal(first.Loops[depth], second.Loops[depth]);
    }

    private DateTimeOffset StartOf(LoopPath path, int depth)
    {
        var prefix = LoopPath.Of(path.Loops.AsSpan(0, depth + 1));
        var start = DateTimeOffset.MaxValue;
        for (var i = 0; i < started.Length; i++)
            if (started[i] < start && prefix.IsPrefixOf(layout.Paths[i])) start = started[i];
        return start;
    }
}
