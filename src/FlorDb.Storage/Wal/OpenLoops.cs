namespace FlorDb.Storage.Wal;

/// <summary>
/// The iterations of one run that have begun and not ended. The writer and everyone who reads its WAL keep one, and both come to the same end.
/// </summary>
internal sealed class OpenLoops
{
    /// <summary>The number that stands for no iteration.</summary>
    public const long None = -1;

    private readonly Dictionary<(long Parent, string Loop), OpenLoop> _loops = [];

    /// <summary>Begins an iteration; returns the one before it in the same loop, which thereby ends.</summary>
    public long Enter(long parent, string loop, long context, long at)
    {
        if (!_loops.TryGetValue((parent, loop), out var open))
        {
            _loops.Add((parent, loop), new OpenLoop { Current = context, StartedAt = at });
            return None;
        }

        long ended = open.Current;
        CloseInside(ended);
        open.Current = context;
        return ended;
    }

    /// <summary>Ends a loop; null if it has no open iteration.</summary>
    public OpenLoop? End(long parent, string loop)
    {
        if (!_loops.Remove((parent, loop), out var open)) return null;
        CloseInside(open.Current);
        return open;
    }

    /// <summary>Whether an iteration is open; the run as a whole always is.</summary>
    public bool Contains(long context)
    {
        if (context == ContextId.Root.Value) return true;
        foreach (var open in _loops.Values)
            if (open.Current == context) return true;
        return false;
    }

    /// <summary>The open iterations, each after the one around it.</summary>
    public IEnumerable<long> OutermostFirst() => _loops.Values.Select(open => open.Current).Order();

    private void CloseInside(long ended)
    {
        foreach (var (key, open) in _loops)
        {
            if (key.Parent != ended) continue;
            _loops.Remove(key);
            CloseInside(open.Current);
        }
    }
}
