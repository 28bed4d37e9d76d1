using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>Rows that a sealed segment holds.</summary>
internal sealed class SegmentPart(SegmentFile file) : ILoopTablePart
{
    public LoopPath Path => file.Info.Path;

    public ImmutableArray<LoggedName> Names => file.Info.Names;

    public long RowCount => file.Info.RowCount;

    public IEnumerable<LoopBatch> Read(LoopScan scan)
    {
        if (scan.CellsOnly && !Names.Any(name => scan.Names.Contains(name.Name))) yield break;
        var wanted = RowRanges.Of(file.Info.Runs, scan.Runs);
        if (wanted.IsEmpty) yield break;
        using var reader = file.Open();
        var columns = new SegmentColumns(reader.Schema, Path.Depth, scan.Names);
        var zones = reader.ReadZones();
        long start = 0;
        for (int batch = 0; batch < reader.BatchCount; batch++)
        {
            long end = start + (zones?.Rows[batch] ?? RowsOfVersion1(batch));
            var ranges = wanted.Within(start, end);
            if (ranges.Count > 0 && (zones is null || scan.MayMatch(new LoopZones(zones, batch, reader.Schema))))
                foreach (var rows in Read(reader, batch, columns, start, end, ranges)) yield return rows;
            start = end;
        }

        if (start != RowCount) throw Damaged($"it has {start} rows instead of {RowCount}");
    }

    private IEnumerable<LoopBatch> Read(SegmentReader reader, int index, SegmentColumns columns, long start, long end, IReadOnlyList<(long Start, long End)> ranges)
    {
        var batch = reader.Read(index, columns.Positions);
        if (batch.RowCount != end - start) throw Damaged($"batch {index} has {batch.RowCount} rows instead of {end - start}");
        var rows = new ArrowRows(RunsOfRows.Within(file.Info.Runs, start, end), batch, columns);
        var cells = columns.Cells(batch);
        foreach (var range in ranges)
        {
            int first = (int)(range.Start - start);
            int count = (int)(range.End - range.Start);
            yield return new LoopBatch(rows, first, count, cells, () => BatchAssembler.Slice(batch, first, count));
        }
    }

    private long RowsOfVersion1(int batch) =>
        batch < file.Info.Runs.Length ? file.Info.Runs[batch].RowCount : throw Damaged($"the manifest does not tell whose rows batch {batch} holds");

    private StoreException Damaged(string what) => new($"segments/{file.Info.FileName} is damaged: {what}.");
}
