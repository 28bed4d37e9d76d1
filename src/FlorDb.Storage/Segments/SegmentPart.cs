using System.Collections.Immutable;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Rows that a sealed segment holds.</summary>
internal sealed class SegmentPart(SegmentFile file) : ILoopTablePart
{
    public LoopPath Path => file.Info.Path;

    public ImmutableArray<LoggedName> Names => file.Info.Names;

    public long RowCount => file.Info.RowCount;

    public IEnumerable<LoopBatch> Read(IReadOnlyCollection<string> names, IReadOnlySet<RunKey>? runs)
    {
        if (runs is not null && !file.Info.Runs.Any(batch => runs.Contains(batch.Run))) yield break;
        var reader = file.Open();
        var columns = new SegmentColumns(reader.Schema, Path.Depth, names);
        for (int i = 0; i < file.Info.Runs.Length; i++)
        {
            var run = file.Info.Runs[i];
            if (runs is not null && !runs.Contains(run.Run)) continue;
            var batch = Read(reader, i, columns);
            if (batch.RowCount != run.RowCount) throw new StoreException($"segments/{file.Info.FileName} is damaged: batch {i} has {batch.RowCount} rows.");
            yield return new LoopBatch(new ArrowRows(run, batch, columns), batch.RowCount, columns.Cells(batch), () => batch);
        }
    }

    private RecordBatch Read(ArrowFileReader reader, int batch, SegmentColumns columns)
    {
        try
        {
            return reader.Read(batch, columns.Positions);
        }
        catch (Exception failure) when (failure is ArrowFormatException or ArgumentOutOfRangeException)
        {
            throw new StoreException($"segments/{file.Info.FileName} is damaged: {failure.Message}", failure);
        }
    }
}
