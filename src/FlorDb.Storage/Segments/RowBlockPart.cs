using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>Rows that a log holds; they are laid out as those of a segment when they are read.</summary>
internal sealed class RowBlockPart(RowBlock block, RunState stateOfOpenRun) : ILoopTablePart
{
    public LoopPath Path => block.Path;

    public ImmutableArray<LoggedName> Names { get; } = block.LoggedNames;

    public long RowCount => block.RowCount;

    public IEnumerable<LoopBatch> Read(LoopScan scan)
    {
        if (scan.Runs is not null && !scan.Runs.Contains(block.Image.Key)) yield break;
        var rows = new SealedRows(block, IntSequence.Run(0, block.RowCount));
        var table = LoopTableEncoder.Lay(Path, [rows], image => image.End?.State ?? stateOfOpenRun);
        var columns = new SegmentColumns(table.Schema, Path.Depth, scan.Names);
        var batch = table.Build(rows, columns.Positions);
        yield return new LoopBatch(new ArrowRows(RunsOfRows.Within([rows.Describe()], 0, batch.RowCount), batch, columns), batch.RowCount, columns.Cells(batch), () => batch);
    }
}
