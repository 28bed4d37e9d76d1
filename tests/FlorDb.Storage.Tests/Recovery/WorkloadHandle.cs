namespace FlorDb.Storage.Tests.Recovery;

/// <summary>A store that a workload has opened, and what the ledger knows of the records that are written through it.</summary>
internal sealed class WorkloadHandle(FlorStore store, Ledger ledger, StoreOptions options)
{
    private readonly int _writer = ledger.AddWriter();
    private readonly List<(long Timestamp, int Records)> _ends = [];

    /// <summary>The store.</summary>
    public FlorStore Store => store;

    /// <summary>Performs one call that records something.</summary>
    public void Record(Action call, params ReadOnlySpan<(string Key, string Value)> items)
    {
        ledger.Record(_writer, call, items);
        if (options.Durability == Durability.Call) ledger.Commit(_writer, ledger.CountLogged(_writer));
    }

    /// <summary>Performs a call after which all records survive a power loss.</summary>
    public void Commit(Action call)
    {
        call();
        ledger.Commit(_writer, ledger.CountLogged(_writer));
    }

    /// <summary>
    /// A call has returned that ended an iteration of an outermost loop. What section 10 of <c>spec/file-format.md</c> promises then: it has waited for the
    /// flush of each such end that is older than the interval.
    /// </summary>
    public void AfterIterationEnd()
    {
        if (options.Durability is not (Durability.Iteration or Durability.Interval)) return;
        foreach (var (timestamp, records) in _ends)
            if (options.Time.GetElapsedTime(timestamp) > options.CommitInterval) ledger.Commit(_writer, records);
        _ends.Add((options.Time.GetTimestamp(), ledger.CountLogged(_writer)));
    }

    /// <summary>All flushes in the background that are due are through: that of the last such end, and at level Interval that of all records.</summary>
    public void AfterRing()
    {
        if (options.Durability == Durability.Interval) ledger.Commit(_writer, ledger.CountLogged(_writer));
        else if (_ends.Count > 0) ledger.Commit(_writer, _ends[^1].Records);
    }
}
