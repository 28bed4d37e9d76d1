using System.Collections.Immutable;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Rows that a log holds.</summary>
internal sealed class RowBlockPart(RowBlock block, RunState stateOfOpenRun) : ILoopTablePart
{
    public LoopPath Path => block.Path;

    public ImmutableArray<LoggedName> Names { get; } = block.LoggedNames;

    public long RowCount => block.RowCount;

    public IEnumerable<LoopBatch> Read(LoopScan scan)
    {
        if (scan.Runs is not null && !scan.Runs.Contains(block.Image.Key)) yield break;
        var cells = new Dictionary<string, ICellColumn[]>();
        foreach (string name in scan.Names) cells[name] = [.. Columns(name)];
        yield return new LoopBatch(block, block.RowCount, cells, Encode);
    }

    private RecordBatch Encode()
    {
        var rows = new SealedRows(block, [.. Enumerable.Range(0, block.RowCount)]);
        return LoopTableEncoder.Encode(block.Path, [rows], image => image.End?.State ?? stateOfOpenRun).Batches.Single();
    }

    private IEnumerable<ICellColumn> Columns(string name)
    {
        if (block.Cells(name, isArgument: false) is { } logged) yield return logged;
        if (block.Cells(name, isArgument: true) is { } argument) yield return argument;
    }
}
