using FlorDb.Storage;

namespace FlorDb.Torch.Distributed;

/// <summary>The place of this process among those that train together, held from the start of its record to its end.</summary>
internal sealed class Membership : IDisposable
{
    private readonly RankFolder _folder;

    private Membership(Launch launch, RankFolder folder)
    {
        Launch = launch;
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
        return new Membership(launch, folder);
    }

    /// <summary>Joins a run; null if its rank 0 is about to end, or if another process has the place.</summary>
    /// <exception cref="FlorException">The folder can't be written.</exception>
    public static Membership? TryJoin(Launch launch, FlorStore store, RunKey lead)
    {
        var folder = RankFolder.Of(store.Folder, lead);
        return !folder.IsClosed && folder.TryTake(launch.Rank) ? new Membership(launch, folder) : null;
    }

    /// <summary>The record is about to end.</summary>
    public void Close()
    {
        if (Launch.IsLead) _folder.Close();
    }

    /// <summary>Leaves: the record has ended, or was never begun.</summary>
    public void Dispose() => _folder.Leave(Launch.Rank);
}
