using System.Globalization;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Lays rows of one loop path out as the Arrow columns of a segment, a batch for each run.</summary>
internal static class LoopTableEncoder
{
    /// <summary>The Arrow columns.</summary>
    /// <param name="path">The loop path.</param>
    /// <param name="parts">The rows, run by run.</param>
    /// <param name="stateOf">The state to show for a run.</param>
    public static ArrowTable Encode(LoopPath path, IReadOnlyList<SealedRows> parts, Func<RunImage, RunState> stateOf)
    {
        var table = new TableBuilder<SealedRows>(parts, part => part.Rows.Length);
        AddKeys(table);
        for (int depth = 0; depth < path.Depth; depth++) AddIndex(table, path.Loops[depth], depth);
        AddTimes(table);
        if (path.Depth == 0) RunPropertyColumns.Add(table, stateOf);
        foreach (var source in ValueSources(path, parts)) source.AddTo(table);
        return table.Build(
            (SegmentMetadata.KindKey, nameof(SegmentKind.Loop)), (SegmentMetadata.PathKey, JsonTexts.Array(path.Loops)),
            (SegmentMetadata.RunsKey, JsonTexts.Runs(parts.Select(part => part.Describe()))));
    }

    private static void AddKeys(TableBuilder<SealedRows> table)
    {
        Add<DictionaryBuilder>(table, "$run", ColumnRole.Run, ArrowType.DictionaryUtf8, (to, block, row) => to.Append(block.Run(row).ToString()));
        Add<DictionaryBuilder>(table, "$replay", ColumnRole.Replay, ArrowType.DictionaryUtf8, (to, block, row) =>
        {
            if (block.Replay(row) is { } replay) to.Append(replay.ToString());
            else to.AppendNull();
        });
        Add<PrimitiveBuilder<int>>(table, "$occurrence", ColumnRole.Occurrence, ArrowType.Int32, (to, block, row) => to.Append(block.Occurrence(row)));
    }

    private static void AddIndex(TableBuilder<SealedRows> table, string loop, int depth) =>
        Add<PrimitiveBuilder<long>>(
            table, "$" + loop, ColumnRole.Index, ArrowType.Int64, (to, block, row) => to.Append(block.Index(depth, row)),
            (ColumnRole.NameKey, loop), (ColumnRole.DepthKey, depth.ToString(CultureInfo.InvariantCulture)));

    private static void AddTimes(TableBuilder<SealedRows> table)
    {
        Add<PrimitiveBuilder<long>>(table, "$started", ColumnRole.Started, ArrowType.TimestampUtc, (to, block, row) => to.Append(block.Started(row)));
        Add<PrimitiveBuilder<double>>(table, "$seconds", ColumnRole.Seconds, ArrowType.Float64, (to, block, row) =>
        {
            if (block.Seconds(row) is { } seconds) to.Append(seconds);
            else to.AppendNull();
        });
    }

    private static IEnumerable<ColumnSource> ValueSources(LoopPath path, IReadOnlyList<SealedRows> parts)
    {
        for (int i = 0; i < path.Depth; i++)
        {
            int depth = i;
            yield return new ColumnSource(path.Loops[i], ColumnRole.Value, depth, block => row => PlainValue(block.LoopValue(depth, row)));
        }

        var names = parts.SelectMany(part => part.Block.Names).Select(cells => (cells.Name, cells.IsArgument)).Distinct();
        foreach (var (name, isArgument) in names.OrderBy(name => name.IsArgument ? 0 : 1).ThenBy(name => name.Name, StringComparer.Ordinal))
        {
            yield return new ColumnSource(
                name, isArgument ? ColumnRole.Argument : ColumnRole.Cell, null, block => ReaderOf(block.Cells(name, isArgument)));
        }
    }

    private static Func<int, CellValue?> ReaderOf(NameCells? cells) =>
        cells is null ? _ => null : row => cells.TryGet(row, out var value) ? value : null;

    private static CellValue? PlainValue(CellValue value) => value.IsNull ? null : value;

    private static void Add<TBuilder>(
        TableBuilder<SealedRows> table, string name, string role, ArrowType type, Action<TBuilder, RowBlock, int> append, params (string, string)[] metadata)
        where TBuilder : ArrayBuilder => table.Add<TBuilder>(name, role, type, (builder, part) =>
        {
            foreach (int row in part.Rows) append(builder, part.Block, row);
        }, metadata);
}
