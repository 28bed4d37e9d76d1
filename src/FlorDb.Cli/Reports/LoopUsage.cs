using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>What one run recorded in one loop.</summary>
/// <param name="Path">The loop.</param>
/// <param name="Iterations">How many iterations were begun.</param>
/// <param name="Ends">The ends of its executions.</param>
/// <param name="Cells">For each name, how many cells were recorded and how many were filled later.</param>
internal sealed record LoopUsage(LoopPath Path, long Iterations, ImmutableArray<LoopEndInfo> Ends, ImmutableArray<NameUsage> Cells)
{
    /// <summary>Reads what a run recorded at each loop path, without the series; paths that it never entered are left out.</summary>
    public static ImmutableArray<LoopUsage> Read(StoreSnapshot snapshot, RunKey run)
    {
        var only = new HashSet<RunKey> { run };
        var cells = snapshot.ReadSummaries(only).Where(sum => !sum.IsArgument).ToLookup(sum => sum.Path);
        var ends = snapshot.LoopEnds.Where(end => end.Run == run).ToLookup(end => end.Path);
        return
        [
            .. snapshot.Tables.Select(table => new LoopUsage(table.Path, CountIterations(table, only), [.. ends[table.Path]], Names(cells[table.Path])))
                .Where(usage => usage.Path.Depth == 0 || usage.Iterations > 0)
                .OrderBy(usage => usage.Path.Depth).ThenBy(usage => usage.Path.ToString(), StringComparer.Ordinal),
        ];
    }

    private static long CountIterations(LoopTable table, HashSet<RunKey> run) => table.Read([], run)
        .Sum(batch => Enumerable.Range(0, batch.RowCount).LongCount(row => batch.Replay(row) is null && batch.Occurrence(row) == 0));

    private static ImmutableArray<NameUsage> Names(IEnumerable<CellSummary> cells) =>
    [
        .. cells.GroupBy(sum => sum.Name).OrderBy(name => name.Key, StringComparer.Ordinal).Select(name => new NameUsage(
            name.Key, name.Where(sum => sum.Replay is null).Sum(sum => sum.Count), name.Where(sum => sum.Replay is not null).Sum(sum => sum.Count))),
    ];
}

/// <summary>How often a name was logged.</summary>
/// <param name="Name">The name.</param>
/// <param name="Recorded">Values that the run itself logged.</param>
/// <param name="Filled">Values that replays logged.</param>
internal sealed record NameUsage(string Name, long Recorded, long Filled);
