namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of lists of equal length: append the items of a list to <see cref="Items"/>, then end it by <see cref="Append"/>.</summary>
public sealed class FixedSizeListBuilder : ArrayBuilder
{
    private readonly FixedSizeListType _type;

    /// <summary>Begins a column.</summary>
    public FixedSizeListBuilder(FixedSizeListType type)
        : base(type)
    {
        _type = type;
        Items = Create(type.Item.Type);
    }

    /// <summary>Collects the items.</summary>
    public ArrayBuilder Items { get; }

    /// <summary>Appends a list of the items that were appended since the last one.</summary>
    /// <exception cref="InvalidOperationException">They are fewer than a list of the type has.</exception>
    public void Append()
    {
        if (Items.Length < (Length + 1L) * _type.Size) CheckItems(Length + 1);
        MarkValue();
    }

    private protected override void AppendValues(ArrowArray values, int start, int count) =>
        Items.Append(((FixedSizeListArray)values).Items, start * _type.Size, count * _type.Size);

    private protected override void AppendFiller()
    {
        CheckItems(Length);
        for (var i = 0; i < _type.Size; i++) Items.AppendDefault();
    }

    private protected override ArrowArray Build(int length, ReadOnlyMemory<byte> validity)
    {
        CheckItems(length);
        return new FixedSizeListArray(_type, length, validity, Items.Build());
    }

    private void CheckItems(int lists)
    {
        if (Items.Length != (long)lists * _type.Size)
            throw new InvalidOperationException($"{lists} lists of {_type.Size} items don't have {Items.Length} items.");
    }
}
