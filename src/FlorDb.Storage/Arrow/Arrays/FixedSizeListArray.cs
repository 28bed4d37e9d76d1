namespace FlorDb.Storage.Arrow;

/// <summary>A column of lists of equal length: the list at position i holds the items from i * <see cref="Size"/> on.</summary>
public sealed class FixedSizeListArray : ArrowArray
{
    internal FixedSizeListArray(FixedSizeListType type, int length, ReadOnlyMemory<byte> validity, ArrowArray items)
        : base(type, length, validity)
    {
        Size = type.Size;
        Items = items;
    }

    /// <summary>The number of items of each list.</summary>
    public int Size { get; }

    /// <summary>The items of all lists.</summary>
    public ArrowArray Items { get; }

    internal override IReadOnlyList<ArrowArray> Children => [Items];
}
