namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of lists: append the items of a list to <see cref="Items"/>, then end it by <see cref="Append"/>.</summary>
public sealed class ListBuilder : ArrayBuilder
{
    private readonly GrowableBuffer _offsets = new();
    private readonly ListType _type;
    private int _ended;

    /// <summary>Begins a column.</summary>
    public ListBuilder(ListType type)
        : base(type)
    {
        _type = type;
        Items = Create(type.Item.Type);
    }

    /// <summary>Collects the items.</summary>
    public ArrayBuilder Items { get; }

    /// <summary>Appends a list of the items that were appended since the last one.</summary>
    public void Append()
    {
        EndList();
        MarkValue();
    }

    private protected override void AppendValues(ArrowArray values, int start, int count)
    {
        var source = (ListArray)values;
        var offsets = source.Offsets.Slice(start, count + 1);
        foreach (var offset in offsets[..count]) _offsets.Append(_ended + offset - offsets[0]);
        Items.Append(source.Items, offsets[0], offsets[count] - offsets[0]);
        _ended = Items.Length;
    }

    private protected override void AppendFiller()
    {
        if (Items.Length != _ended) throw new InvalidOperationException("Items were appended to a list that is null.");
        EndList();
    }

    private protected override ArrowArray Build(int length, ReadOnlyMemory<byte> validity)
    {
        if (Items.Length != _ended) throw new InvalidOperationException("The last list was not ended by Append.");
        _offsets.Append(_ended);
        _ended = 0;
        return new ListArray(_type, length, validity, _offsets.Take(), Items.Build());
    }

    private void EndList()
    {
        _offsets.Append(_ended);
        _ended = Items.Length;
    }
}
