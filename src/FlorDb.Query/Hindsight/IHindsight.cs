using FlorDb.Storage;

namespace FlorDb.Query.Hindsight;

/// <summary>What a query needs to have missing cells filled. The query engine knows replay only as this.</summary>
public interface IHindsight
{
    /// <summary>The columns that the newest source of each program logs, whether or not a run has recorded them yet.</summary>
    IReadOnlyList<SourceColumn> SourceColumns(StoreSnapshot snapshot, CancellationToken cancellation);

    /// <summary>Works out how to fill missing cells; runs nothing.</summary>
    IReplayPlan Plan(StoreSnapshot snapshot, ReplayRequest request, CancellationToken cancellation);
}
