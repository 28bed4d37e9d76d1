using System.Buffers.Binary;
using FlorDb.Storage;

namespace FlorDb.Query.Tests.Support;

/// <summary>Values in few words.</summary>
internal static class Values
{
    public static CellValue V(long value) => CellValue.Of(value);

    public static CellValue V(double value) => CellValue.Of(value);

    public static CellValue V(string value) => CellValue.Of(value);

    public static CellValue V(bool value) => CellValue.Of(value);

    public static CellValue Matrix(int rows, int columns, params long[] elements)
    {
        var bytes = new byte[elements.Length * sizeof(long)];
        for (var i = 0; i < elements.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), elements[i]);
        return CellValue.Of(new TensorValue(ElementType.Int64, [rows, columns], bytes));
    }
}
