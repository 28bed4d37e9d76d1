using System.Collections.Immutable;
using FlorDb.Storage;
using FlorDb.Torch.CommandLine;

namespace FlorDb.Torch.Startup;

/// <summary>Cuts a run for a replay by hand: each outermost loop's iterations into contiguous ranges of equal length, nothing inside of them skipped.</summary>
internal static class EqualParts
{
    /// <summary>The segment of one part. Its header names no cells: all that the record lacks are filled.</summary>
    public static ReplaySegment Segment(StoreSnapshot snapshot, RunInfo run, ReplayPart part, string storeFolder, string versionId)
    {
        var now = DateTimeOffset.UtcNow;
        return new ReplaySegment
        {
            Store = storeFolder,
            Header = new ReplayHeader
            {
                Key = ReplayKey.Create(now),
                Run = run.Key,
                Timestamp = now,
                Names = [],
                PatchedVersionId = versionId,
                Part = part.Part,
                Parts = part.Parts,
            },
            Loops = [.. CountIterations(snapshot, run.Key).Select(loop => Cut(loop.Name, loop.Iterations, part)).Where(loop => loop.Ranges.Length > 0)],
            RunsToEnd = part.Part == part.Parts,
        };
    }

    /// <summary>The range of one part of a loop; parts may be empty where there are more of them than iterations.</summary>
    public static LoopSegment Cut(string loop, long iterations, ReplayPart part)
    {
        long first = iterations * (part.Part - 1) / part.Parts;
        long end = iterations * part.Part / part.Parts;
        return new LoopSegment(loop, first < end ? [new IterationRange(first, end - 1)] : []);
    }

    private static IEnumerable<(string Name, long Iterations)> CountIterations(StoreSnapshot snapshot, RunKey run)
    {
        foreach (var table in snapshot.Tables.Where(table => table.Path.Depth == 1))
        {
            long last = -1;
            foreach (var batch in table.Read([], ImmutableHashSet.Create(run)))
                for (int row = 0; row < batch.RowCount; row++)
                    if (batch.Run(row) == run && batch.Replay(row) is null) last = Math.Max(last, batch.Index(0, row));
            if (last >= 0) yield return (table.Path.Loops[0], last + 1);
        }
    }
}
