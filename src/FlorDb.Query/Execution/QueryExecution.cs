using FlorDb.Query.Execution.Pivot;

namespace FlorDb.Query.Execution;

/// <summary>What the operators of one execution share.</summary>
internal sealed class QueryExecution(CancellationToken cancellation)
{
    public CancellationToken Cancellation => cancellation;

    /// <summary>The cells of the answer that come from replays which were not verified.</summary>
    public HashSet<PivotCell> Unverified { get; } = [];
}
