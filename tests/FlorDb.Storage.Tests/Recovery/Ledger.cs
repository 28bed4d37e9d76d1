namespace FlorDb.Storage.Tests.Recovery;

/// <summary>
/// What a workload has asked the store to record, and how far that was acknowledged. Each writer's records are numbered from 0; what a store gives must
/// be the first records of each writer, at least those that were acknowledged. Several threads may ask for marks while one records.
/// </summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Item> _items = [];
    private readonly List<Progress> _writers = [];

    /// <summary>An empty ledger.</summary>
    public Ledger()
    {
    }

    /// <summary>A ledger in which all that a store holds is committed.</summary>
    public Ledger(IReadOnlyDictionary<string, string> items)
    {
        _writers.Add(new Progress(1, 1, 1));
        foreach (var (key, value) in items) _items.Add(key, new Item(0, 0, value));
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
                var item = new Item(writer, before.Asked, value);
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

    /// <summary>Performs a call after which all records of the writer survive a power loss.</summary>
    public void Commit(int writer, Action call)
    {
        call();
        lock (_gate) _writers[writer] = _writers[writer] with { Committed = _writers[writer].Logged };
    }

    /// <summary>What is acknowledged at this moment. Taken before a crash it says what must be there, taken after it what may be there.</summary>
    public LedgerMark Mark()
    {
        lock (_gate) return new LedgerMark([.. _writers]);
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
            foreach (var (key, value) in found)
            {
                if (!_items.TryGetValue(key, out var item)) return $"never recorded: {key} = {value}";
                if (item.Value != value) return $"false: {key} = {value} instead of {item.Value}";
                if (item.Writer >= after.Writers.Length || item.Record >= after.Writers[item.Writer].Asked) return $"not recorded yet: {key}";
                reached[item.Writer] = Math.Max(reached[item.Writer], item.Record + 1);
            }

            foreach (var (key, item) in _items)
            {
                if (item.Record < reached[item.Writer] && !item.IsUncertain && !found.ContainsKey(key))
                    return $"lost: {key} = {item.Value} (record {item.Record} of writer {item.Writer}, which has {reached[item.Writer]})";
            }

            return null;
        }
    }

    /// <summary>How far one writer has come.</summary>
    /// <param name="Asked">The records that it was asked for.</param>
    /// <param name="Logged">Those whose calls have returned: they survive the process.</param>
    /// <param name="Committed">Those that survive a power loss.</param>
    internal sealed record Progress(int Asked, int Logged, int Committed);

    private sealed record Item(int Writer, int Record, string Value)
    {
        public bool IsUncertain { get; set; }
    }
}
