using System.Collections.Immutable;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Tables;

/// <summary>A loop: its values are what the loop's sequence yielded, or else the index of the iteration.</summary>
internal sealed class LoopColumn(string name, ImmutableArray<LoopPath> paths) : TableColumn(name, ExpressionType.Dynamic, ColumnRole.Loop)
{
    /// <summary>The paths that end in this loop.</summary>
    public ImmutableArray<LoopPath> Paths => paths;

    public override string Grain => string.Join(", ", paths.OrderBy(path => path.Depth));
}
