using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Compaction;

/// <summary>How a column stores n-d values.</summary>
/// <param name="Element">The type of their elements.</param>
/// <param name="Dimensions">How many dimensions they have.</param>
/// <param name="Shape">The shape of all; null if they have several.</param>
internal sealed record TensorLayout(ElementType Element, int Dimensions, ImmutableArray<long>? Shape)
{
    /// <summary>The layout of a column; null if it does not hold n-d values.</summary>
    /// <exception cref="ArrowFormatException">The field's type is not what its metadata says.</exception>
    public static TensorLayout? Of(Field field)
    {
        switch (field.ExtensionName())
        {
            case ArrowExtensions.FixedShapeTensor:
                var shape = TensorShape.FromJson(field.Metadata.Find(ArrowExtensions.ParametersKey), field.Name);
                var type = field.Type;
                while (type is FixedSizeListType list) type = list.Item.Type;
                return new TensorLayout(type.ToElementType() ?? throw Unfit(field), shape.Length, shape);
            case ArrowExtensions.VariableShapeTensor:
                return field.Type is StructType { Fields: [{ Type: ListType data }, { Type: FixedSizeListType lengths }] }
                    ? new TensorLayout(data.Item.Type.ToElementType() ?? throw Unfit(field), lengths.Size, null)
                    : throw Unfit(field);
            default:
                return null;
        }
    }

    /// <summary>The same values in a column that takes several shapes.</summary>
    public ArrowArray WithShapes(ArrowArray column, StructType type)
    {
        if (Shape is not { } shape) return column;
        int size = TensorShape.ElementCount(shape);
        var items = column;
        while (items is FixedSizeListArray lists) items = lists.Items;
        var offsets = new int[column.Length + 1];
        for (int i = 1; i < offsets.Length; i++) offsets[i] = offsets[i - 1] + size;
        var lengths = new int[column.Length * Dimensions];
        for (int i = 0; i < lengths.Length; i++) lengths[i] = (int)shape[i % Dimensions];
        var data = new ListArray((ListType)type.Fields[0].Type, column.Length, default, Bytes(offsets), items);
        var lengthItems = PrimitiveArray.Create(ArrowType.Int32, lengths.Length, default, Bytes(lengths));
        var shapes = new FixedSizeListArray((FixedSizeListType)type.Fields[1].Type, column.Length, default, lengthItems);
        return new StructArray(type, column.Length, column.Validity, [data, shapes]);
    }

    private static byte[] Bytes(int[] numbers) => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    private static ArrowFormatException Unfit(Field field) =>
        new($"Column \"{field.Name}\" is declared as {field.ExtensionName()}, which a {field.Type} can't be.");
}
