using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Query;

/// <summary>Answers FlorQL queries over a store. The language is described in <c>spec/florql.md</c>. Safe to use from several threads.</summary>
/// <param name="store">The store.</param>
/// <param name="hindsight">Fills missing cells for <c>REPLAY</c>; null where that can't be done, then such a query is an error.</param>
public sealed class FlorQlEngine(FlorStore store, IHindsight? hindsight = null)
{
    /// <summary>Answers one statement: <c>SELECT</c>, <c>EXPLAIN</c>, <c>SHOW</c> or <c>DESCRIBE</c>.</summary>
    /// <param name="text">The statement; a semicolon at its end is fine.</param>
    /// <param name="progress">Is told of the steps of a replay; may be called from several threads.</param>
    /// <param name="confirm">
    /// Is shown the plan before a replay starts; when it returns false, nothing is replayed, and the query is answered with what is there.
    /// Not called when there is nothing to replay.
    /// </param>
    /// <param name="cancellation">Stops the query.</param>
    /// <exception cref="FlorQlException">The query is wrong, or a value does not fit its use (an overflow, a cast that fails).</exception>
    /// <exception cref="StoreException">The store can't be read.</exception>
    /// <exception cref="ReplayCancelledException">The query was cancelled during its replay.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled.</exception>
    public Task<QueryResult> QueryAsync(
        string text, IProgress<ReplayProgress>? progress = null, Func<IReplayPlan, bool>? confirm = null, CancellationToken cancellation = default)
    {
        _ = (store, hindsight);
        throw new NotImplementedException();
    }
}
