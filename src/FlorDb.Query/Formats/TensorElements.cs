using System.Buffers.Binary;
using FlorDb.Storage;

namespace FlorDb.Query.Formats;

/// <summary>Reads single elements and parts of n-d values.</summary>
internal static class TensorElements
{
    /// <summary>The element at a row-major position, widened to a Boolean, an integer or a double.</summary>
    public static CellValue Read(TensorValue tensor, int position)
    {
        var width = tensor.ElementType.ByteWidth();
        var bytes = tensor.Bytes.Span.Slice(position * width, width);
        return tensor.ElementType switch
        {
            ElementType.Boolean => CellValue.Of(bytes[0] != 0),
            ElementType.UInt8 => CellValue.Of((long)bytes[0]),
            ElementType.Int8 => CellValue.Of((long)unchecked((sbyte)bytes[0])),
            ElementType.Int16 => CellValue.Of((long)BinaryPrimitives.ReadInt16LittleEndian(bytes)),
            ElementType.Int32 => CellValue.Of((long)BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            ElementType.Int64 => CellValue.Of(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
            ElementType.Float16 => CellValue.Of((double)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
            ElementType.Float32 => CellValue.Of((double)BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            ElementType.Float64 => CellValue.Of(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            _ => throw new ArgumentOutOfRangeException(nameof(tensor), tensor.ElementType, "This is not an element type."),
        };
    }

    /// <summary>
    /// The part at an index of the outermost dimension, counted from 1, or from the end when negative; NULL when the index lies outside.
    /// </summary>
    public static CellValue At(TensorValue tensor, long index)
    {
        var length = tensor.Shape[0];
        var offset = index > 0 ? index - 1 : length + index;
        if (index == 0 || offset < 0 || offset >= length) return CellValue.Null;
        if (tensor.Shape.Length == 1) return Read(tensor, (int)offset);
        var partBytes = tensor.Bytes.Length / (int)length;
        return CellValue.Of(new TensorValue(tensor.ElementType, tensor.Shape.RemoveAt(0), tensor.Bytes.Slice((int)offset * partBytes, partBytes)));
    }
}
