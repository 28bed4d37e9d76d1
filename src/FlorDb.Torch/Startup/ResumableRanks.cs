using FlorDb.Storage;
using FlorDb.Torch.Distributed;
using FlorDb.Torch.Replaying;
using FlorDb.Torch.Resuming;

namespace FlorDb.Torch.Startup;

/// <summary>
/// Finds where the processes of a run go on: each with its own record, and all from the newest position at which all of them have a checkpoint. Rank 0
/// chooses it, and the others learn it from the header of its new record.
/// </summary>
internal static class ResumableRanks
{
    /// <summary>Where a run of one process, or rank 0 of several, goes on.</summary>
    /// <param name="snapshot">The store; disposed with the record.</param>
    /// <param name="find">Chooses the run.</param>
    /// <param name="launch">What the launcher said.</param>
    /// <exception cref="FlorException">The run can't go on.</exception>
    public static ResumePoint FindNewest(StoreSnapshot snapshot, Func<StoreSnapshot, RunGroup> find, Launch? launch) => Open(snapshot, () =>
    {
        var group = find(snapshot);
        CheckWorld(group, launch);
        var record = new RecordedRun(snapshot, group.Lead.Key);
        var others = group.Ranks[1..].Select(rank => PositionsOf(snapshot, rank)).ToList();
        return new ResumePoint(record, record.FindNewest(position => others.TrueForAll(rank => rank.Contains(position))) ?? throw NoCheckpoint(group));
    });

    /// <summary>Where another rank goes on.</summary>
    /// <param name="snapshot">The store; disposed with the record.</param>
    /// <param name="lead">The header of the new record of rank 0, which may have taken the place of the old one by now.</param>
    /// <param name="launch">What the launcher said.</param>
    /// <exception cref="FlorException">The run can't go on.</exception>
    public static ResumePoint Follow(StoreSnapshot snapshot, RunHeader lead, Launch launch) => Open(snapshot, () =>
    {
        var group = snapshot.RunGroups.FirstOrDefault(group => group.Lead.Header.Group == lead.Group) ?? throw Gone(lead, launch);
        var mine = group.Ranks.FirstOrDefault(run => run.Header.Rank == launch.Rank) ?? throw Gone(lead, launch);
        var record = new RecordedRun(snapshot, mine.Key);
        return new ResumePoint(record, record.FindNewest(position => position.ToString() == lead.ContinuesAt) ?? throw Gone(lead, launch));
    });

    private static ResumePoint Open(StoreSnapshot snapshot, Func<ResumePoint> find)
    {
        try
        {
            return find();
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>The positions of which a record has one checkpoint.</summary>
    private static HashSet<CheckpointPosition> PositionsOf(StoreSnapshot snapshot, RunInfo run) =>
        [.. snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run.Key).GroupBy(checkpoint => checkpoint.Position).Where(same => same.Count() == 1).Select(same => same.Key)];

    private static void CheckWorld(RunGroup group, Launch? launch)
    {
        string name = $"the run {group.Lead.Header.RunId} ({group.Lead.Key})";
        var (then, now) = (group.WorldSize ?? 1, launch?.WorldSize ?? 1);
        if (then != now)
            throw new FlorException($"{name} was trained by {Processes(then)}, and is resumed by {Processes(now)}. Start as many as it was begun with"
                + (then == 1 ? $", or set {Launch.SwitchVariable}=off where the launcher's variables mean something else." : ", by the launcher that tells them their ranks."));
        if (group.Ranks.Length < then)
            throw new FlorException($"{name} has records of {group.Ranks.Length} of its {then} processes, so it can't go on. Start it anew, without --flor-resume.");
    }

    private static string Processes(int count) => count == 1 ? "one process" : $"{count} processes";

    private static FlorException NoCheckpoint(RunGroup group) => new(
        $"the run {group.Lead.Header.RunId} ({group.Lead.Key}) has no checkpoint to go on from{(group.WorldSize is null ? "" : " that all its processes have")}: it stopped before one was complete, or took none. "
        + "Start it anew, without --flor-resume.");

    private static FlorException Gone(RunHeader lead, Launch launch) => new(
        $"rank 0 goes on with the run {lead.RunId} from \"{lead.ContinuesAt}\", and rank {launch.Rank} has no checkpoint there. Was it deleted meanwhile? Stop all processes, and resume again.");
}
