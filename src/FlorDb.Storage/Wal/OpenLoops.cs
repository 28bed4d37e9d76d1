namespace FlorDb.Storage.Wal;

/// <summary>
/// The iterations of one run that have begun and not ended. The writer and everyone who reads its WAL keep one, and both come to the same end.
/// </summary>
internal sealed class OpenLoops
{
    /// <summary>The number that stands for no iteration.</summary>
    public const long None = -1;

    private readonly Dictionary<(long Parent, string Loop), OpenLoop> _loops = [];
    private readonly Dictionary<long, List<OpenLoop>> _inside = [];
    private OpenLoop? _last;

    /// <summary>Begins an iteration; returns the one before it in the same loop, which thereby ends, and when that began.</summary>
    public (long Ended, long StartedAt) Enter(long parent, string loop, long context, long at)
    {
        if (Find(parent, loop) is not { } open)
        {
            // What begins inside of an ended iteration is cut off from the first, so that whatever is open has nothing around it that is not.
            if (Contains(parent)) Add(new OpenLoop { Parent = parent, Loop = loop, Current = context, CurrentStart = at, StartedAt = at });
            return (None, 0);
        }

        var ended = (open.Current, open.CurrentStart);
        CloseInside(open.Current);
        (open.Current, open.CurrentStart) = (context, at);
        _last = open;
        return ended;
    }

    /// <summary>Ends a loop; null if it has no open iteration.</summary>
    public OpenLoop? End(long parent, string loop)
    {
        if (Find(parent, loop) is not { } open) return null;
        CloseInside(open.Current);
        Remove(open);
        if (_inside[parent].Count == 1) _inside.Remove(parent);
        else _inside[parent].Remove(open);
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

    /// <summary>The loops, each after the one around it.</summary>
    public IEnumerable<OpenLoop> OutermostFirst() => _loops.Values.OrderBy(open => open.Current);

    private OpenLoop? Find(long parent, string loop) =>
        _last is { } last && last.Parent == parent && last.Loop == loop ? last : _loops.GetValueOrDefault((parent, loop));

    private void Add(OpenLoop open)
    {
        _loops.Add((open.Parent, open.Loop), open);
        if (!_inside.TryGetValue(open.Parent, out var inside)) _inside.Add(open.Parent, inside = []);
        inside.Add(open);
        _last = open;
    }

    private void Remove(OpenLoop open)
    {
        _loops.Remove((open.Parent, open.Loop));
        if (ReferenceEquals(open, _last)) _last = null;
    }

    private void CloseInside(long ended)
    {
        if (!_inside.Remove(ended, out var inside)) return;
        foreach (var open in inside)
        {
            CloseInside(open.Current);
            Remove(open);
        }
    }
}
