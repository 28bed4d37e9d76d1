namespace FlorDb.Storage.Tests.Recovery;

/// <summary>
/// What a workload has asked the store to record, and how far that was acknowledged. Each writer's records are numbered from 0; what a store gives must
/// be the first records of each writer, at least those that were acknowledged, without what was deleted: a deletion has happened as a whole or not at
/// all, and one that was acknowledged has happened. Several threads may ask for marks while one records.
/// </summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Item> _items = [];
    private readonly List<Progress> _writers = [];
    private readonly List<Predicate<string>> _deletions = [];
    private ulong _deleted;

    /// <summary>An empty ledger.</summary>
    public Ledger()
    {
    }

    /// <summary>A ledger in which all that a store holds is committed.</summary>
    public Ledger(IReadOnlyDictionary<string, string> items)
    {
        _writers.Add(new Progress(1, 1, 1));
        foreach (var (key, value) in items) _items.Add(key, new Item(0, 0, value, 0));
    }

    /// <summary>A new writer.</summary>
    public int AddWriter()
    {
        lock (_gate)
        {
            _writers.Add(new Progress(0, 0, 0));
            return _writers.Count - 1;
        }
    }

    /// <summary>Performs one call that records something. If it fails, that may be there or not.</summary>
    public void Record(int writer, Action call, params ReadOnlySpan<(string Key, string Value)> items)
    {
        var made = new List<Item>(items.Length);
        lock (_gate)
        {
            var before = _writers[writer];
            foreach (var (key, value) in items)
            {
                var item = new Item(writer, before.Asked, value, DeletionsOf(key));
                // What was refused may be asked for again.
                if (_items.TryGetValue(key, out var refused) && refused.IsUncertain) _items.Remove(key);
                _items.Add(key, item);
                made.Add(item);
            }

            _writers[writer] = before with { Asked = before.Asked + 1 };
        }

        try
        {
            call();
        }
        catch
        {
            lock (_gate)
                foreach (var item in made) item.IsUncertain = true;
            throw;
        }

        lock (_gate) _writers[writer] = _writers[writer] with { Logged = _writers[writer].Asked };
    }

    /// <summary>The first records of a writer survive a power loss from now on.</summary>
    public void Commit(int writer, int records)
    {
        lock (_gate) _writers[writer] = _writers[writer] with { Committed = Math.Max(_writers[writer].Committed, records) };
    }

    /// <summary>The records of a writer that survive the process.</summary>
    public int CountLogged(int writer)
    {
        lock (_gate) return _writers[writer].Logged;
    }

    /// <summary>Performs a call that deletes items in one step. If it fails, they may be there or not.</summary>
    /// <param name="call">The call.</param>
    /// <param name="covers">Whether an item goes, by its key; is asked about those that are recorded later too.</param>
    public void Delete(Action call, Predicate<string> covers)
    {
        ulong bit;
        lock (_gate)
        {
            Assert.InRange(_deletions.Count, 0, 63);
            bit = 1UL << _deletions.Count;
            _deletions.Add(covers);
            foreach (var (key, item) in _items)
                if (covers(key)) item.Deletions |= bit;
        }

        call();
        lock (_gate) _deleted |= bit;
    }

    /// <summary>Whether the deletion of an item was acknowledged.</summary>
    public bool IsDeleted(string key)
    {
        lock (_gate) return _items.TryGetValue(key, out var item) && (item.Deletions & _deleted) != 0;
    }

    /// <summary>What is acknowledged at this moment. Taken before a crash it says what must be there, taken after it what may be there.</summary>
    public LedgerMark Mark()
    {
        lock (_gate) return new LedgerMark([.. _writers], _deletions.Count == 64 ? ulong.MaxValue : (1UL << _deletions.Count) - 1, _deleted);
    }

    /// <summary>Says what is wrong with a store's items; null if nothing is.</summary>
    /// <param name="found">What the store gives.</param>
    /// <param name="before">What was acknowledged before the crash.</param>
    /// <param name="after">What was asked for when it happened.</param>
    /// <param name="mustSurvive">Which of it must be there.</param>
    public string? FindFault(IReadOnlyDictionary<string, string> found, LedgerMark before, LedgerMark after, Func<Progress, int> mustSurvive)
    {
        lock (_gate)
        {
            var reached = before.Writers.Select(mustSurvive).ToList();
            while (reached.Count < _writers.Count) reached.Add(0);
            ulong notDeleted = 0;
            foreach (var (key, value) in found)
            {
                if (!_items.TryGetValue(key, out var item)) return $"never recorded: {key} = {value}";
                if (item.Value != value) return $"false: {key} = {value} instead of {item.Value}";
                if (item.Writer >= after.Writers.Length || item.Record >= after.Writers[item.Writer].Asked) return $"not recorded yet: {key}";
                if ((item.Deletions & before.Deleted) != 0) return $"deleted, and there again: {key}";
                notDeleted |= item.Deletions;
                reached[item.Writer] = Math.Max(reached[item.Writer], item.Record + 1);
            }

            return FindLost(found, reached, after.Asked & ~notDeleted);
        }
    }

    /// <summary>Finds an item that must be there and is not. Of a deletion that may have happened, either everything is found or nothing.</summary>
    private string? FindLost(IReadOnlyDictionary<string, string> found, List<int> reached, ulong deleted)
    {
        foreach (var (key, item) in _items)
        {
            if (item.Record >= reached[item.Writer] || item.IsUncertain || (item.Deletions & deleted) != 0 || found.ContainsKey(key)) continue;
            string half = item.Deletions == 0 ? "" : ", of which a deletion took a part";
            return $"lost: {key} = {item.Value} (record {item.Record} of writer {item.Writer}, which has {reached[item.Writer]}{half})";
        }

        return null;
    }

    private ulong DeletionsOf(string key)
    {
        ulong deletions = 0;
        for (int i = 0; i < _deletions.Count; i++)
            if (_deletions[i](key)) deletions |= 1UL << i;
        return deletions;
    }

    /// <summary>How far one writer has come.</summary>
    /// <param name="Asked">The records that it was asked for.</param>
    /// <param name="Logged">Those whose calls have returned: they survive the process.</param>
    /// <param name="Committed">Those that survive a power loss.</param>
    internal sealed record Progress(int Asked, int Logged, int Committed);

    private sealed record Item(int Writer, int Record, string Value, ulong Covering)
    {
        public bool IsUncertain { get; set; }

        /// <summary>The deletions that cover it, a bit each.</summary>
        public ulong Deletions { get; set; } = Covering;
    }
}
