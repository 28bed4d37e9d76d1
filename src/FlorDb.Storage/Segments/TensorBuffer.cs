using System.Collections.Immutable;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>N-d values with one type of elements and one number of dimensions: their elements one after the other, and their shapes.</summary>
internal sealed class TensorBuffer : ValueBuffer
{
    private readonly ColumnBuffer<int> _offsets;
    private readonly ColumnBuffer<byte> _bytes;
    private readonly ColumnBuffer<int> _shapes;

    /// <param name="type">The type of the values.</param>
    /// <param name="progress">How far the log is read that they come from.</param>
    public TensorBuffer(PhysicalType type, LogProgress? progress)
        : base(type)
    {
        (_offsets, _bytes, _shapes) = (new(progress), new(progress), new(progress));
        _offsets.Add(0);
    }

    public override int Count => _offsets.Count - 1;

    private int Width => Type.ElementType.ByteWidth();

    public override void Append(ReadOnlySpan<byte> value)
    {
        var tensor = TensorRecord.Read(value);
        _shapes.Add(tensor.Shape);
        _bytes.Add(tensor.Bytes);
        _offsets.Add(_bytes.Count);
    }

    public override CellValue At(int entry) => CellValue.Of(new TensorValue(Type.ElementType, ShapeOf(entry), Span(entry).ToArray()));

    /// <summary>
    /// The shape by which the values of some rows stand in lists of fixed size; null if they have several, or no elements, which such lists can't express, or
    /// if they are so few among many rows that the lists would hold mostly nothing.
    /// </summary>
    /// <param name="parts">The values; they have one type.</param>
    /// <param name="rowCount">The rows of the whole column.</param>
    public static ImmutableArray<long>? FixedShape(IReadOnlyCollection<(TensorBuffer Values, EntrySelection Rows)> parts, long rowCount)
    {
        var type = parts.First().Values.Type;
        return CommonShape(parts) is { } shape && TensorShape.AllowsFixedLists(shape, type.ElementType, parts.Sum(part => (long)part.Rows.Present), rowCount) ? shape : null;
    }

    public override Field FieldOf(string name, ImmutableArray<long>? shape) => shape is { } common
        ? ArrowExtensions.FixedShapeTensorField(name, Type.ElementType, common)
        : ArrowExtensions.VariableShapeTensorField(name, Type.ElementType, Type.Dimensions);

    public override ArrowArray Build(ArrowType type, EntrySelection rows) =>
        type is StructType parts ? BuildVariable(parts, rows) : BuildFixed(type, rows, rows.Validity());

    private static ImmutableArray<long>? CommonShape(IEnumerable<(TensorBuffer Values, EntrySelection Rows)> parts)
    {
        ImmutableArray<long>? common = null;
        foreach (var (values, rows) in parts)
        {
            for (int row = 0; row < rows.Length; row++)
            {
                if (rows[row] == EntrySelection.None) continue;
                common ??= values.ShapeOf(rows[row]);
                if (common.Value.Contains(0) || !values.HasShape(rows[row], common.Value)) return null;
            }
        }

        return common;
    }

    private StructArray BuildVariable(StructType type, EntrySelection rows)
    {
        var (offsets, bytes, shapes) = (new ColumnBuffer<int>(), new ColumnBuffer<byte>(), new ColumnBuffer<int>());
        var noShape = new int[Type.Dimensions];
        offsets.Add(0);
        for (int row = 0; row < rows.Length; row++)
        {
            bool isPresent = rows[row] != EntrySelection.None;
            if (isPresent) bytes.Add(Span(rows[row]));
            shapes.Add(isPresent ? Lengths(rows[row]) : noShape);
            offsets.Add(bytes.Count / Width);
        }

        var dataType = (ListType)type.Fields[0].Type;
        var data = new ListArray(dataType, rows.Length, default, offsets.Slice(0, offsets.Count), Items(dataType.Item.Type, bytes.Slice(0, bytes.Count)));
        var lengths = PrimitiveArray.Create(ArrowType.Int32, shapes.Count, default, shapes.Slice(0, shapes.Count));
        var shape = new FixedSizeListArray((FixedSizeListType)type.Fields[1].Type, rows.Length, default, lengths);
        return new StructArray(type, rows.Length, rows.Validity(), [data, shape]);
    }

    /// <summary>An array of the values' elements, below as many levels of lists as they have dimensions; only the outermost can be null.</summary>
    private ArrowArray BuildFixed(ArrowType type, EntrySelection rows, ReadOnlyMemory<byte> validity)
    {
        var lists = new List<FixedSizeListType>();
        var itemType = type;
        while (itemType is FixedSizeListType list)
        {
            lists.Add(list);
            itemType = list.Item.Type;
        }

        int elements = (int)lists.Aggregate(1L, (count, list) => checked(count * list.Size));
        var array = Items(itemType, FixedBytes(rows, elements * Width), lists.Count == 0 ? validity : default);
        for (int level = lists.Count - 1; level >= 0; level--)
            array = new FixedSizeListArray(lists[level], array.Length / lists[level].Size, level == 0 ? validity : default, array);
        return array;
    }

    private ReadOnlyMemory<byte> FixedBytes(EntrySelection rows, int bytesEach)
    {
        if (rows.IsPiece) return _bytes.Slice(_offsets[rows.Start], rows.Length * bytesEach);
        var bytes = new ColumnBuffer<byte>();
        var zeros = new byte[bytesEach];
        for (int row = 0; row < rows.Length; row++) bytes.Add(rows[row] == EntrySelection.None ? zeros : Span(rows[row]));
        return bytes.Slice(0, bytes.Count);
    }

    private static ArrowArray Items(ArrowType type, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> validity = default)
    {
        if (type is FixedWidthType number) return PrimitiveArray.Create(number, bytes.Length / number.ByteWidth, validity, bytes);
        var bits = new byte[Bitmap.ByteLength(bytes.Length)];
        for (int i = 0; i < bytes.Length; i++)
            if (bytes.Span[i] != 0) Bitmap.Set(bits, i);
        return new BooleanArray(bytes.Length, validity, bits);
    }

    private ReadOnlySpan<byte> Span(int entry) => _bytes.Items[_offsets[entry].._offsets[entry + 1]];

    private ReadOnlySpan<int> Lengths(int entry) => _shapes.Items.Slice(entry * Type.Dimensions, Type.Dimensions);

    private ImmutableArray<long> ShapeOf(int entry)
    {
        var shape = ImmutableArray.CreateBuilder<long>(Type.Dimensions);
        foreach (int length in Lengths(entry)) shape.Add(length);
        return shape.MoveToImmutable();
    }

    private bool HasShape(int entry, ImmutableArray<long> shape)
    {
        var lengths = Lengths(entry);
        for (int i = 0; i < lengths.Length; i++)
            if (lengths[i] != shape[i]) return false;
        return true;
    }
}
