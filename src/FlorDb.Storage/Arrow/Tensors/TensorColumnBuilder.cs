using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of n-dimensional values. Not for use by several threads at once.</summary>
public abstract class TensorColumnBuilder
{
    private protected TensorColumnBuilder(Field field, ElementType elementType)
    {
        Field = field;
        ElementType = elementType;
        Column = ArrayBuilder.Create(field.Type);
    }

    /// <summary>The column's field, with the metadata of its extension type.</summary>
    public Field Field { get; }

    private protected ElementType ElementType { get; }

    private protected ArrayBuilder Column { get; }

    /// <summary>Begins a column that can hold values of all of the shapes, which have the same number of dimensions: of fixed shape if there is only one, with elements.</summary>
    /// <exception cref="ArgumentException">There is no shape, a shape is not possible, or they have different numbers of dimensions.</exception>
    public static TensorColumnBuilder Create(string name, ElementType elementType, IReadOnlyCollection<ImmutableArray<long>> shapes)
    {
        if (shapes.Select(shape => shape.Length).Distinct().Count() != 1)
            throw new ArgumentException("The values of a column must have the same number of dimensions.", nameof(shapes));
        var first = shapes.First();
        var isFixed = TensorShape.ElementCount(first) > 0 && shapes.All(shape => shape.AsSpan().SequenceEqual(first.AsSpan()));
        return isFixed ? new FixedShapeTensorBuilder(name, elementType, first) : new VariableShapeTensorBuilder(name, elementType, first.Length);
    }

    /// <summary>Appends a value.</summary>
    /// <exception cref="ArgumentException">The value does not fit the column's element type or shape.</exception>
    public abstract void Append(TensorValue value);

    /// <summary>Appends a null.</summary>
    public void AppendNull() => Column.AppendNull();

    /// <summary>Ends the column; the builder is empty afterwards and can be used again.</summary>
    public ArrowArray Build() => Column.Build();

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
