namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of n-dimensional values. Not for use by several threads at once.</summary>
public abstract class TensorColumnBuilder
{
    private protected TensorColumnBuilder(Field field) => Field = field;

    /// <summary>The column's field, with the metadata of its extension type.</summary>
    public Field Field { get; }

    /// <summary>Appends a value.</summary>
    /// <exception cref="ArgumentException">The value does not fit the column's element type or shape.</exception>
    public abstract void Append(TensorValue value);

    /// <summary>Appends a null.</summary>
    public abstract void AppendNull();

    /// <summary>Ends the column; the builder is empty afterwards and can be used again.</summary>
    public abstract ArrowArray Build();

    private protected static void AppendItems(ArrayBuilder items, TensorValue value)
    {
        if (items is PrimitiveBuilder numbers)
        {
            numbers.AppendBytes(value.Bytes.Span);
            return;
        }

        foreach (var item in value.Bytes.Span) ((BooleanBuilder)items).Append(item != 0);
    }

    private protected static ArgumentException DoesNotFit(TensorValue value, string expected) =>
        new($"A value of {value.ElementType} and the shape [{string.Join(", ", value.Shape)}] does not fit into a column of {expected}.", nameof(value));
}
