using System.Globalization;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Lays rows of one loop path out as the Arrow columns of a segment, a batch for each run.</summary>
internal static class LoopTableEncoder
{
    /// <summary>The Arrow columns, still to be built.</summary>
    /// <param name="path">The loop path.</param>
    /// <param name="parts">The rows, run by run.</param>
    /// <param name="stateOf">The state to show for a run.</param>
    public static TableBuilder<SealedRows> Lay(LoopPath path, IReadOnlyList<SealedRows> parts, Func<RunImage, RunState> stateOf)
    {
        var table = new TableBuilder<SealedRows>(
            parts, part => part.Count,
            (SegmentMetadata.KindKey, nameof(SegmentKind.Loop)), (SegmentMetadata.PathKey, JsonTexts.Array(path.Loops)),
            (SegmentMetadata.RunsKey, JsonTexts.Runs(parts.Select(part => part.Describe()))));
        table.Add("$run", ColumnRole.Run, ArrowType.DictionaryUtf8, part => ConstantColumns.Coded(part.Block.Image.Key.ToString(), part.Count));
        table.Add("$replay", ColumnRole.Replay, ArrowType.DictionaryUtf8, part => ConstantColumns.Coded(part.Block.Image.Replay?.Key.ToString(), part.Count));
        table.Add("$occurrence", ColumnRole.Occurrence, ArrowType.Int32, RowColumns.Occurrence);
        for (int depth = 0; depth < path.Depth; depth++) AddIndex(table, path.Loops[depth], depth);
        table.Add("$started", ColumnRole.Started, ArrowType.TimestampUtc, RowColumns.Started);
        table.Add("$seconds", ColumnRole.Seconds, ArrowType.Float64, RowColumns.Seconds);
        if (path.Depth == 0) RunPropertyColumns.Add(table, stateOf);
        foreach (var source in ValueSources(path, parts)) source.AddTo(table);
        return table;
    }

    private static void AddIndex(TableBuilder<SealedRows> table, string loop, int depth) =>
        table.Add(
            "$" + loop, ColumnRole.Index, ArrowType.Int64, part => RowColumns.Index(part, depth),
            (ColumnRole.NameKey, loop), (ColumnRole.DepthKey, depth.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<ColumnSource> ValueSources(LoopPath path, IReadOnlyList<SealedRows> parts)
    {
        for (int i = 0; i < path.Depth; i++)
        {
            int depth = i;
            yield return new ColumnSource(path.Loops[i], ColumnRole.Value, depth, part => (part.At(depth).Block.LoopValues, part.At(depth).Iterations));
        }

        var names = parts.SelectMany(part => part.Block.Names).Select(cells => (cells.Name, cells.IsArgument)).Distinct();
        foreach (var (name, isArgument) in names.OrderBy(name => name.IsArgument ? 0 : 1).ThenBy(name => name.Name, StringComparer.Ordinal))
        {
            yield return new ColumnSource(
                name, isArgument ? ColumnRole.Argument : ColumnRole.Cell, null, part => (part.Block.Cells(name, isArgument)?.Types ?? [], part.Rows));
        }
    }
}
