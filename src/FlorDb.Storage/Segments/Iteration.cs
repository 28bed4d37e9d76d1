namespace FlorDb.Storage.Segments;

/// <summary>One iteration of a loop, or a run as a whole, as the log tells of it.</summary>
internal sealed class Iteration
{
    public required long Context { get; init; }

    /// <summary>The iteration around it; null for the run as a whole.</summary>
    public required Iteration? Parent { get; init; }

    /// <summary>The rows of its loop path.</summary>
    public required RowBlock Block { get; init; }

    public required long Index { get; init; }

    /// <summary>What the loop yielded.</summary>
    public required CellValue Value { get; init; }

    /// <summary>When it began, in 100 ns since its run began.</summary>
    public required long StartedAt { get; init; }

    /// <summary>How long it took in units of 100 ns; null while it is open, and if it was cut off.</summary>
    public long? Ticks { get; set; }

    /// <summary>The first of its rows; -1 as long as it has none.</summary>
    public int FirstRow { get; set; } = -1;

    /// <summary>The iteration at a depth of its path, from 0 for the outermost.</summary>
    public Iteration At(int depth)
    {
        var iteration = this;
        for (int up = Block.Path.Depth - 1 - depth; up > 0; up--) iteration = iteration.Parent!;
        return iteration;
    }

    /// <summary>The indices of its loops, outermost first.</summary>
    public long[] Indices()
    {
        var indices = new long[Block.Path.Depth];
        var iteration = this;
        for (int depth = indices.Length - 1; depth >= 0; depth--, iteration = iteration.Parent!) indices[depth] = iteration.Index;
        return indices;
    }
}
