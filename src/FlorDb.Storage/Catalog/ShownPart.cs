using System.Collections.Immutable;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Catalog;

/// <summary>The rows of a part that belong to runs which show. Names that only others have logged may still be among its names.</summary>
internal sealed class ShownPart(ILoopTablePart part, ImmutableHashSet<RunKey> kept, long rowCount) : ILoopTablePart
{
    public LoopPath Path => part.Path;

    public ImmutableArray<LoggedName> Names => part.Names;

    public long RowCount => rowCount;

    public IEnumerable<LoopBatch> Read(LoopScan scan)
    {
        var wanted = scan.Runs is null ? kept : kept.Intersect(scan.Runs);
        return wanted.Count == 0 ? [] : part.Read(scan with { Runs = wanted });
    }
}
