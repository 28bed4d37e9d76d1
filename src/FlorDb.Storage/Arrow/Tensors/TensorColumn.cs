using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>Reads the n-dimensional values of a column of one of the tensor extension types. Any number of threads may use one.</summary>
public sealed class TensorColumn
{
    private readonly ArrowArray _column;
    private readonly ArrowArray _items;
    private readonly ElementType _elementType;
    private readonly ImmutableArray<long> _shape;
    private readonly string _name;

    private TensorColumn(string name, ArrowArray column, ArrowArray items, ElementType elementType, ImmutableArray<long> shape)
    {
        _name = name;
        _column = column;
        _items = items;
        _elementType = elementType;
        _shape = shape;
    }

    /// <summary>Opens a column.</summary>
    /// <param name="field">The column's field.</param>
    /// <param name="column">Its values.</param>
    /// <returns>The values; null if the field is of none of the tensor extension types.</returns>
    /// <exception cref="ArrowFormatException">The field is declared as one, but its type or its parameters don't fit.</exception>
    public static TensorColumn? TryOpen(Field field, ArrowArray column)
    {
        var name = field.ExtensionName();
        if (name is not (ArrowExtensions.FixedShapeTensor or ArrowExtensions.VariableShapeTensor)) return null;
        var isFixed = name == ArrowExtensions.FixedShapeTensor;
        var items = isFixed ? (column as FixedSizeListArray)?.Items : VariableItems(column);
        var elementType = items?.Type.ToElementType()
            ?? throw new ArrowFormatException($"Column \"{field.Name}\" is declared as {name}, which a {field.Type} can't be.");
        var shape = isFixed ? TensorShape.FromJson(field.Metadata.Find(ArrowExtensions.ParametersKey), field.Name) : default;
        if (isFixed && TensorShape.ElementCount(shape) != ((FixedSizeListArray)column).Size)
            throw new ArrowFormatException($"Column \"{field.Name}\" is a {field.Type}, which does not hold values of the shape [{string.Join(", ", shape)}].");
        return new TensorColumn(field.Name, column, items!, elementType, shape);
    }

    /// <summary>The value in a row; null where it is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArrowFormatException">The value's shape does not fit the number of its elements.</exception>
    public TensorValue? this[int row]
    {
        get
        {
            if (_column.IsNull(row)) return null;
            if (_column is FixedSizeListArray lists) return Read(row * lists.Size, lists.Size, _shape);
            var parts = ((StructArray)_column).Parts;
            var (start, count) = ((ListArray)parts[0])[row];
            return Read(start, count, ReadShape((FixedSizeListArray)parts[1], row, count));
        }
    }

    private static ArrowArray? VariableItems(ArrowArray column) =>
        column is StructArray { Parts: [ListArray data, FixedSizeListArray { Items: PrimitiveArray<int> }] } ? data.Items : null;

    private ImmutableArray<long> ReadShape(FixedSizeListArray shapes, int row, int count)
    {
        var lengths = ((PrimitiveArray<int>)shapes.Items).Values.Slice(row * shapes.Size, shapes.Size);
        var shape = ImmutableArray.CreateRange(lengths.ToArray().Select(length => (long)length));
        if (TensorShape.TryElementCount(shape) != count)
            throw new ArrowFormatException($"Column \"{_name}\", row {row}: {count} elements don't fit the shape [{string.Join(", ", shape)}].");
        return shape;
    }

    private TensorValue Read(int start, int count, ImmutableArray<long> shape)
    {
        if (_items is PrimitiveArray numbers)
        {
            var width = _elementType.ByteWidth();
            return new TensorValue(_elementType, shape, numbers.Bytes.Slice(start * width, count * width));
        }

        var truths = (BooleanArray)_items;
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = truths[start + i] ? (byte)1 : (byte)0;
        return new TensorValue(_elementType, shape, bytes);
    }
}
