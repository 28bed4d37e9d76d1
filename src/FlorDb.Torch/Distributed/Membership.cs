using System.Diagnostics;
using FlorDb.Storage;

namespace FlorDb.Torch.Distributed;

/// <summary>The place of this process among those that train together, held from the start of its record to its end.</summary>
internal sealed class Membership : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly RankFolder _folder;
    private readonly FlorStore _store;
    private readonly RunKey _lead;
    private long _lastLook = Stopwatch.GetTimestamp();

    private Membership(Launch launch, FlorStore store, RunKey lead, RankFolder folder)
    {
        Launch = launch;
        _store = store;
        _lead = lead;
        _folder = folder;
    }

    /// <summary>What the launcher said.</summary>
    public Launch Launch { get; }

    /// <summary>Opens the folder in which the others meet this process: its record, that of rank 0, has begun.</summary>
    /// <exception cref="FlorException">The folder can't be written.</exception>
    public static Membership Lead(Launch launch, FlorStore store, RunKey run)
    {
        RankFolder.DeleteAbandoned(store);
        var folder = RankFolder.Of(store.Folder, run);
        folder.TryTake(launch.Rank);
        return new Membership(launch, store, run, folder);
    }

    /// <summary>Joins a run; null if its rank 0 is about to end, or if another process has the place.</summary>
    /// <exception cref="FlorException">The folder can't be written.</exception>
    public static Membership? TryJoin(Launch launch, FlorStore store, RunKey lead)
    {
        var folder = RankFolder.Of(store.Folder, lead);
        return !folder.IsClosed && folder.TryTake(launch.Rank) ? new Membership(launch, store, lead, folder) : null;
    }

    /// <summary>What the ranks do about each other's checkpoints.</summary>
    /// <exception cref="FlorException">The folder can't be written.</exception>
    public CheckpointAgreement Agree(CheckpointPolicy policy) => Launch.IsLead
        ? new LeadAgreement(_folder.OpenJournal())
        : new FollowerAgreement(policy, _folder.At(CheckpointJournal.FileName), IsLeadGone);

    /// <summary>The record is about to end.</summary>
    public void Close()
    {
        if (Launch.IsLead) _folder.Close();
    }

    /// <summary>Whether rank 0 has left, or has died. Its life is looked at once in a second at most. Called by one thread.</summary>
    private bool IsLeadGone()
    {
        if (_folder.HasLeadLeft) return true;
        if (Stopwatch.GetElapsedTime(_lastLook) < BetweenLooks) return false;
        _lastLook = Stopwatch.GetTimestamp();
        try
        {
            using var snapshot = _store.TakeSnapshot();
            return !snapshot.Runs.Concat(snapshot.PendingRuns).Any(run => run.Key == _lead && run.State == RunState.Running);
        }
        catch (StoreException)
        {
            return true;
        }
    }

    /// <summary>Leaves: the record has ended, or was never begun.</summary>
    public void Dispose() => _folder.Leave(Launch.Rank);
}
