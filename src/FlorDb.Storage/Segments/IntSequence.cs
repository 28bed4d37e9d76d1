namespace FlorDb.Storage.Segments;

/// <summary>Positions that mostly go up by one: as long as all do, only the first is kept.</summary>
/// <param name="progress">How far the log is read that the positions come from; null if they come from elsewhere.</param>
internal sealed class IntSequence(LogProgress? progress = null)
{
    private ColumnBuffer<int>? _items;
    private int _count;

    /// <summary>The first position.</summary>
    public int Start { get; private set; }

    public int Count => _items?.Count ?? _count;

    /// <summary>Whether each position is the one before it and one more.</summary>
    public bool IsRun => _items is null;

    public int this[int index]
    {
        get => _items is null ? Start + index : _items[index];
        set
        {
            if (_items is null) Spell();
            _items![index] = value;
        }
    }

    /// <summary>Where a position stands among positions that go up; -1 if it does not.</summary>
    public int IndexOf(int position)
    {
        if (_items is null) return position >= Start && position < Start + _count ? position - Start : -1;
        return Math.Max(-1, _items.Items.BinarySearch(position));
    }

    /// <summary>The positions from a first one on.</summary>
    public static IntSequence Run(int start, int count) => new() { Start = start, _count = count };

    public void Add(int position)
    {
        if (_items is null)
        {
            if (_count == 0) Start = position;
            if (position == Start + _count)
            {
                _count++;
                return;
            }

            Spell();
        }

        _items!.Add(position);
    }

    /// <summary>The numbers that stand at these positions.</summary>
    public ReadOnlyMemory<byte> Gather<T>(ColumnBuffer<T> source)
        where T : unmanaged
    {
        if (_items is null) return source.Slice(Start, _count);
        var gathered = ColumnBuffer<T>.OfLength(Count);
        var from = source.Items;
        foreach (int position in _items.Items) gathered.Add(from[position]);
        return gathered.Slice(0, gathered.Count);
    }

    /// <summary>The positions that stand at these positions in another sequence.</summary>
    public IntSequence Through(IntSequence other)
    {
        if (IsRun && Start == 0 && Count == other.Count) return other;
        if (IsRun && other.IsRun) return Run(other.Start + Start, Count);
        var through = new IntSequence();
        for (int i = 0; i < Count; i++) through.Add(other[this[i]]);
        return through;
    }

    private void Spell()
    {
        _items = new ColumnBuffer<int>(progress);
        for (int i = 0; i < _count; i++) _items.Add(Start + i);
    }
}
