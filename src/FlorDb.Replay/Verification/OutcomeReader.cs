using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution;
using FlorDb.Storage;

namespace FlorDb.Replay.Verification;

/// <summary>Reads from the store what a replay did: what its workers left there is what counts.</summary>
internal static class OutcomeReader
{
    public static ReplayedRun Read(StoreSnapshot snapshot, Attempt attempt)
    {
        var keys = attempt.Parts.ToHashSet();
        var parts = snapshot.Replays.Where(replay => keys.Contains(replay.Key)).ToList();
        var finished = parts.Select(part => part.Summary).OfType<ReplaySummary>().ToList();
        var died = parts.Where(part => part.Summary is null).Select(part => part.Key).ToHashSet();
        var filled = finished.Sum(summary => summary.CellsFilled) + (died.Count == 0 ? 0 : CountCells(snapshot, attempt, died));
        var message = attempt.Failure
            ?? finished.Select(summary => summary.Message).FirstOrDefault(text => text is not null)
            ?? (!attempt.IsOver ? "stopped before its end; what is finished stays" : finished.Count < keys.Count ? "a worker ended without a summary" : null);
        return new ReplayedRun(
            attempt.Planned.Run, attempt.Seconds, filled, finished.Sum(summary => summary.CellsCompared), finished.Sum(summary => summary.CellsDiverged), message);
    }

    // A worker that died has left no summary, but its cells are there.
    private static long CountCells(StoreSnapshot snapshot, Attempt attempt, HashSet<ReplayKey> died)
    {
        var names = attempt.Planned.Names;
        var cells = 0L;
        foreach (var batch in snapshot.Tables.SelectMany(table => table.Read(names, new HashSet<RunKey> { attempt.Planned.Run.Key })))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch.Replay(row) is { } replay && died.Contains(replay)) cells += names.Count(name => batch.TryGetCell(name, row, out _));
            }
        }

        return cells;
    }
}
