using FlorDb.Storage;

namespace FlorDb.Torch.Distributed;

/// <summary>
/// Rank 0: does as its policy says, and tells the others. It decides about an iteration as that begins: the others wait for it at the latest when gradients are
/// exchanged in it, so that they know in time, however long rank 0 alone is busy at the end of an iteration.
/// </summary>
internal sealed class LeadAgreement(CheckpointJournal journal) : CheckpointAgreement
{
    public override void BeginIteration(CheckpointPosition position, Func<bool> wants) => Tell(position, wants());

    public override bool? Agree(CheckpointPosition position, Func<bool> wants)
    {
        bool isWanted = wants();
        if (position.Indices.IsEmpty) Tell(position, isWanted);
        return isWanted;
    }

    public override void OnSettled(CheckpointPosition position, bool isWritten) =>
        journal.Tell(isWritten ? CheckpointJournal.Wrote : CheckpointJournal.Lost, position.ToString());

    public override void Dispose() => journal.Dispose();

    private void Tell(CheckpointPosition position, bool isWanted) =>
        journal.Tell(isWanted ? CheckpointJournal.Take : CheckpointJournal.Pass, PlaceOf(position));
}
