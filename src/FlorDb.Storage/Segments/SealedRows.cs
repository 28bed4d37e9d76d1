using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>The rows of one block that go into a segment.</summary>
internal sealed record SealedRows(RowBlock Block, ImmutableArray<int> Rows)
{
    public RunRows Describe() => new(Block.Image.Key, Block.Image.Replay?.Key, Rows.Length);
}
