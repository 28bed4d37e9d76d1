namespace FlorDb.Storage.Segments;

/// <summary>The rows of one block that go into a segment.</summary>
internal sealed class SealedRows
{
    private readonly IntSequence[] _iterations;

    public SealedRows(RowBlock block, IntSequence rows)
    {
        Block = block;
        Rows = rows;
        _iterations = new IntSequence[block.Path.Depth + 1];
        var iterations = rows.Through(block.Rows.Iterations);
        for (var at = block; ; at = at.Outer!)
        {
            _iterations[at.Path.Depth] = iterations;
            if (at.Outer is null) return;
            iterations = iterations.Through(at.Parents);
        }
    }

    public RowBlock Block { get; }

    public IntSequence Rows { get; }

    public int Count => Rows.Count;

    /// <summary>The iterations that the rows stand for.</summary>
    public IntSequence Iterations => _iterations[^1];

    /// <summary>The iterations of a loop of the path in which the rows stand.</summary>
    /// <param name="depth">0 for the outermost loop.</param>
    public (RowBlock Block, IntSequence Iterations) At(int depth)
    {
        var block = Block;
        while (block.Path.Depth > depth + 1) block = block.Outer!;
        return (block, _iterations[depth + 1]);
    }

    public RunRows Describe() => new(Block.Image.Key, Block.Image.Replay?.Key, Count);
}
