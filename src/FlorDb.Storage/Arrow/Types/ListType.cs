namespace FlorDb.Storage.Arrow;

/// <summary>Lists of any length, with 32-bit offsets.</summary>
/// <param name="Item">The type of the items.</param>
public sealed record ListType(Field Item) : ArrowType
{
    /// <summary>Makes a type of lists of nullable items.</summary>
    public ListType(ArrowType item)
        : this(new Field("item", item))
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Children => [Item];

    /// <inheritdoc/>
    public override string ToString() => $"list<{Item.Type}>";
}
