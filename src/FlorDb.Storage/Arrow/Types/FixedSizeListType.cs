namespace FlorDb.Storage.Arrow;

/// <summary>Lists that all have the same length.</summary>
public sealed record FixedSizeListType : ArrowType
{
    /// <summary>Makes a type of lists of <paramref name="size"/> items.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public FixedSizeListType(Field item, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Item = item;
        Size = size;
    }

    /// <summary>Makes a type of lists of <paramref name="size"/> nullable items.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public FixedSizeListType(ArrowType item, int size)
        : this(new Field("item", item), size)
    {
    }

    /// <summary>The type of the items.</summary>
    public Field Item { get; }

    /// <summary>The number of items of each list.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Children => [Item];

    /// <inheritdoc/>
    public override string ToString() => $"fixed_size_list<{Item.Type}>({Size})";
}
