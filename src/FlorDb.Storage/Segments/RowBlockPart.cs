using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>Rows that a log holds.</summary>
internal sealed class RowBlockPart(RowBlock block) : ILoopTablePart
{
    public LoopPath Path => block.Path;

    public ImmutableArray<LoggedName> Names { get; } = block.LoggedNames;

    public long RowCount => block.RowCount;

    public IEnumerable<LoopBatch> Read(IReadOnlyCollection<string> names, IReadOnlySet<RunKey>? runs)
    {
        if (runs is not null && !runs.Contains(block.Image.Key)) yield break;
        var cells = new Dictionary<string, ICellColumn[]>();
        foreach (string name in names) cells[name] = [.. Columns(name)];
        yield return new LoopBatch(block, 0, block.RowCount, cells, () => throw new NotSupportedException("The columns of a log's rows come with sealing."));
    }

    private IEnumerable<ICellColumn> Columns(string name)
    {
        if (block.Cells(name, isArgument: false) is { } logged) yield return logged;
        if (block.Cells(name, isArgument: true) is { } argument) yield return argument;
    }
}
