using System.Diagnostics;
using FlorDb.Storage;
using FlorDb.Torch.Startup;

namespace FlorDb.Torch.Distributed;

/// <summary>
/// How a process finds the run that rank 0 of its launch records: it looks for it in the store until it is there. That of an earlier launch is told apart by what
/// the launcher said, by having ended or died, and by having this rank already.
/// </summary>
/// <param name="launch">What the launcher said.</param>
/// <param name="home">Where the program lives.</param>
/// <param name="store">The store.</param>
/// <param name="warn">Tells people what they should know.</param>
internal sealed class Rendezvous(Launch launch, ProgramHome home, FlorStore store, Action<string> warn)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Waits for rank 0, and takes this rank's place in its run.</summary>
    /// <param name="isResumed">Whether the launch goes on with a run.</param>
    /// <param name="patience">How long to wait.</param>
    /// <exception cref="FlorException">Rank 0 did not come.</exception>
    public (RunHeader Lead, Membership Place) Wait(bool isResumed, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        var pause = FirstPause;
        bool isTold = false;
        while (true)
        {
            if (TryFind(isResumed) is { } found) return found;
            var waited = Stopwatch.GetElapsedTime(start);
            if (waited >= patience) throw TimedOut(patience);
            if (waited >= Silence && !isTold)
            {
                isTold = true;
                warn($"rank {launch.Rank} of {launch.WorldSize} waits for rank 0 to begin the run in {home.StoreFolder}.");
            }

            Thread.Sleep(pause < patience - waited ? pause : patience - waited);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private (RunHeader Lead, Membership Place)? TryFind(bool isResumed)
    {
        using var snapshot = store.TakeSnapshot();
        var runs = snapshot.Runs.AddRange(snapshot.PendingRuns);
        foreach (var run in runs.Where(run => IsLead(run, isResumed)).OrderByDescending(run => run.Key))
        {
            bool isTaken = runs.Any(other => other.Header.Lead == run.Key && other.Header.Rank == launch.Rank);
            if (!isTaken && Membership.TryJoin(launch, store, run.Key) is { } place) return (run.Header, place);
        }

        return null;
    }

    private bool IsLead(RunInfo run, bool isResumed) =>
        run.State == RunState.Running && run.Header.Launch == launch.Token && run.Header.WorldSize == launch.WorldSize
        && run.Header.ProjectId == home.Project && run.Header.FileName == home.FileName && run.Header.Continues is not null == isResumed;

    private FlorException TimedOut(TimeSpan patience) => new(
        $"rank {launch.Rank} of {launch.WorldSize} has waited {patience.TotalSeconds:0.#} s for rank 0 of its launch to begin the run of {home.FileName} in the store {home.StoreFolder}. "
        + $"Rank 0 has to call Flor.Start too, with the same store: set FLOR_STORE to a folder that all processes share; and what the launcher says to all of them, such as MASTER_ADDR and MASTER_PORT, has to be the same. For trainings that have nothing to do with each other set {Launch.SwitchVariable}=off; "
        + "where rank 0 takes longer, FlorOptions.RankTimeout.")
    { ExitCode = FlorExit.Failed };
}
