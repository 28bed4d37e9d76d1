using FlorDb.Storage;

namespace FlorDb.Torch.Distributed;

/// <summary>
/// Another rank than 0: does as rank 0 does, unless its policy is one that decides alike everywhere. The training never waits long for rank 0; where its decision is
/// not known, the place is passed over. The writing waits until rank 0 has written its checkpoint, so that pages that are the same are found in the store.
/// </summary>
/// <param name="policy">The policy that all ranks have.</param>
/// <param name="journal">The file in which rank 0 tells of its checkpoints.</param>
/// <param name="isLeadGone">Whether rank 0 tells nothing any more.</param>
internal sealed class FollowerAgreement(CheckpointPolicy policy, string journal, Func<bool> isLeadGone) : CheckpointAgreement
{
    private const string ByRank0 = "as rank 0";

    private readonly JournalReader _decisions = new(journal);
    private readonly Queue<(string Place, bool IsTaken)> _decided = new();
    private readonly Patience _forDecision = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(4));

    private readonly JournalReader _progress = new(journal);
    private readonly HashSet<string> _announced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);
    private readonly Patience _forAnnouncement = new(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(50));
    private readonly Patience _forWriting = new(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(50));
    private bool _hasTaken;
    private bool _isAlone;

    public override void BeginIteration(CheckpointPosition position, Func<bool> wants)
    {
    }

    public override bool? Agree(CheckpointPosition position, Func<bool> wants)
    {
        // All policies agree about the state before the first loop.
        bool isSettled = policy.DecidesAlike || (!_hasTaken && position.Moment == CheckpointMoment.BeforeLoop);
        bool? isTaken = isSettled ? wants() : FindDecision(PlaceOf(position));
        _hasTaken |= isTaken == true;
        return isTaken;
    }

    public override CheckpointReason Explain(CheckpointReason reason) => policy.DecidesAlike ? reason : reason with { Policy = ByRank0 };

    public override void BeforeWriting(CheckpointPosition position)
    {
        if (_isAlone) return;
        string place = PlaceOf(position);
        bool isWorthIt = _forAnnouncement.Wait(() => Learn(_announced, place) || _settled.Contains(position.ToString()), IsHopeless);
        if (isWorthIt) _forWriting.Wait(() => Learn(_settled, position.ToString()), IsHopeless);
        _settled.Remove(position.ToString());
    }

    public override void Dispose()
    {
    }

    /// <summary>The decision about a place. Rank 0 comes to the places in the same order, so what it said before of others is of no use any more.</summary>
    private bool? FindDecision(string place)
    {
        if (!_forDecision.Wait(() => Knows(place), () => false)) return null;
        while (_decided.Peek().Place != place) _decided.Dequeue();
        return _decided.Peek().IsTaken;
    }

    private bool Knows(string place)
    {
        foreach (var (word, told) in _decisions.ReadOn())
            if (word is CheckpointJournal.Take or CheckpointJournal.Pass) _decided.Enqueue((told, word == CheckpointJournal.Take));
        return _decided.Any(decision => decision.Place == place);
    }

    private bool Learn(HashSet<string> known, string what)
    {
        foreach (var (word, place) in _progress.ReadOn())
            (word is CheckpointJournal.Take ? _announced : word is CheckpointJournal.Wrote or CheckpointJournal.Lost ? _settled : null)?.Add(place);
        return known.Contains(what);
    }

    private bool IsHopeless() => _isAlone = _isAlone || isLeadGone();
}
