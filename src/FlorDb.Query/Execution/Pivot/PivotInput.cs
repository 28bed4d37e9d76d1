using System.Collections.Frozen;
using FlorDb.Storage;

namespace FlorDb.Query.Execution.Pivot;

/// <summary>
/// The records that the pivoted view is made of: the store as it was when the query began, and after a replay also the overlays of the store as it
/// is then. What a training writes meanwhile does not show.
/// </summary>
internal sealed class PivotInput(StoreSnapshot start, StoreSnapshot? afterReplay = null)
{
    private readonly FrozenDictionary<ReplayKey, ReplayInfo> _replays = (afterReplay ?? start).Replays.ToFrozenDictionary(replay => replay.Key);

    public StoreSnapshot Start => start;

    public StoreSnapshot? AfterReplay => afterReplay;

    public IReadOnlyCollection<StoreSnapshot> Snapshots => afterReplay is null ? [start] : [start, afterReplay];

    public ReplayInfo? Find(ReplayKey replay) => _replays.GetValueOrDefault(replay);
}
