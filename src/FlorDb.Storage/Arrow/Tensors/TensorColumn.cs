using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>Reads the n-dimensional values of a column. Any number of threads may use one.</summary>
public sealed class TensorColumn
{
    private readonly ArrowArray _column;
    private readonly ArrowArray _items;
    private readonly ElementType _elementType;
    private readonly ImmutableArray<long>? _shape;
    private readonly string _name;

    private TensorColumn(Field field, ArrowArray column, ArrowArray? items, ImmutableArray<long>? shape)
    {
        _name = field.Name;
        _column = column;
        _elementType = items?.Type.ToElementType()
            ?? throw new ArrowFormatException($"Column \"{_name}\" is declared as {field.ExtensionName()}, which a {field.Type} can't be.");
        _items = items;
        _shape = shape;
    }

    /// <summary>Opens a column.</summary>
    /// <param name="field">The column's field.</param>
    /// <param name="column">Its values.</param>
    /// <returns>The values; null if the field does not stand for n-dimensional values.</returns>
    /// <exception cref="ArrowFormatException">The field is declared to, but its type or its parameters don't fit.</exception>
    public static TensorColumn? TryOpen(Field field, ArrowArray column)
    {
        switch (field.ExtensionName())
        {
            case ArrowExtensions.VariableShapeTensor:
                var isVariable = column is StructArray { Parts: [ListArray, FixedSizeListArray { Items: PrimitiveArray<int> }] };
                return new TensorColumn(field, column, isVariable ? ((ListArray)((StructArray)column).Parts[0]).Items : null, null);
            case ArrowExtensions.FixedShapeTensor:
                var shape = TensorShape.FromJson(field.Metadata.Find(ArrowExtensions.ParametersKey), field.Name);
                return new TensorColumn(field, column, FixedItems(column, shape), shape);
            default:
                return null;
        }
    }

    /// <summary>The value in a row; null where it is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArrowFormatException">The value's shape does not fit the number of its elements.</exception>
    public TensorValue? this[int row]
    {
        get
        {
            if (_column.IsNull(row)) return null;
            if (_shape is { } shape)
            {
                var size = TensorShape.ElementCount(shape);
                return Read(row * size, size, shape);
            }

            var parts = ((StructArray)_column).Parts;
            var (start, count) = ((ListArray)parts[0])[row];
            return Read(start, count, ReadShape((FixedSizeListArray)parts[1], row, count));
        }
    }

    /// <summary>The elements below as many levels of lists as the shape has dimensions; null if the levels don't fit.</summary>
    private static ArrowArray? FixedItems(ArrowArray column, ImmutableArray<long> shape)
    {
        foreach (var length in shape)
        {
            if (column is not FixedSizeListArray lists || lists.Size != length) return null;
            column = lists.Items;
        }

        return column;
    }

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
