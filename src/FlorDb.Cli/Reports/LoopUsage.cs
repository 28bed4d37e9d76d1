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
    /// <summary>Reads what a run recorded at each loop path; paths that it never entered are left out.</summary>
    public static ImmutableArray<LoopUsage> Read(StoreSnapshot snapshot, RunKey run) =>
    [
        .. snapshot.Tables.Select(table => Read(table, snapshot, run))
            .Where(usage => usage.Path.Depth == 0 || usage.Iterations > 0)
            .OrderBy(usage => usage.Path.Depth).ThenBy(usage => usage.Path.ToString(), StringComparer.Ordinal),
    ];

    private static LoopUsage Read(LoopTable table, StoreSnapshot snapshot, RunKey run)
    {
        var names = table.Names.Where(name => !name.IsArgument).Select(name => name.Name).ToList();
        var recorded = new long[names.Count];
        var filled = new long[names.Count];
        var iterations = 0L;
        foreach (var batch in table.Read(names, new HashSet<RunKey> { run }))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch.Run(row) != run) continue;
                var isReplay = batch.Replay(row) is not null;
                if (!isReplay && batch.Occurrence(row) == 0) iterations++;
                Count(batch, row, names, isReplay ? filled : recorded);
            }
        }

        var ends = snapshot.LoopEnds.Where(end => end.Run == run && end.Path.Equals(table.Path));
        var cells = names.Select((name, index) => new NameUsage(name, recorded[index], filled[index]));
        return new LoopUsage(table.Path, iterations, [.. ends], [.. cells.Where(usage => usage.Recorded + usage.Filled > 0)]);
    }

    private static void Count(LoopBatch batch, int row, List<string> names, long[] counts)
    {
        for (var index = 0; index < names.Count; index++)
            if (batch.TryGetCell(names[index], row, out _)) counts[index]++;
    }
}

/// <summary>How often a name was logged.</summary>
/// <param name="Name">The name.</param>
/// <param name="Recorded">Values that the run itself logged.</param>
/// <param name="Filled">Values that replays logged.</param>
internal sealed record NameUsage(string Name, long Recorded, long Filled);
