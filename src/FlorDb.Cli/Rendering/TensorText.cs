using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>n-dimensional values for people: <c>[2x2] [[98 0] [1 97]]</c> on one line, or a grid of numbers on several.</summary>
internal static class TensorText
{
    private const int GridLimit = 32;

    /// <summary>Shape, then the elements nested in brackets. What comes after <paramref name="limit"/> characters is left out.</summary>
    public static string OneLine(TensorValue tensor, int limit)
    {
        var text = new StringBuilder();
        text.Append('[').AppendJoin('x', tensor.Shape).Append("] ");
        var next = 0;
        AppendNested(text, tensor, 0, ref next, limit);
        return text.ToString();
    }

    /// <summary>The rows of a small matrix with aligned columns; empty when it is not a matrix, or too large to be shown so.</summary>
    public static ImmutableArray<string> Grid(TensorValue tensor, int width)
    {
        if (tensor.Shape.Length != 2 || tensor.Shape.Any(length => length is 0 or > GridLimit)) return [];
        var columns = (int)tensor.Shape[1];
        var elements = Enumerable.Range(0, tensor.Count).Select(index => Element(tensor, index)).ToList();
        var widest = Enumerable.Range(0, columns)
            .Select(column => elements.Where((_, index) => index % columns == column).Max(text => text.Length)).ToList();
        if (widest.Sum() + columns - 1 > width) return [];
        return [.. elements.Chunk(columns).Select(row => string.Join(' ', row.Select((text, column) => text.PadLeft(widest[column]))))];
    }

    private static void AppendNested(StringBuilder text, TensorValue tensor, int dimension, ref int next, int limit)
    {
        if (dimension == tensor.Shape.Length)
        {
            text.Append(Element(tensor, next++));
            return;
        }

        text.Append('[');
        for (long index = 0; index < tensor.Shape[dimension] && text.Length <= limit; index++)
        {
            if (index > 0) text.Append(' ');
            AppendNested(text, tensor, dimension + 1, ref next, limit);
        }

        text.Append(']');
    }

    private static string Element(TensorValue tensor, int index)
    {
        var bytes = tensor.Bytes.Span[(index * tensor.ElementType.ByteWidth())..];
        return tensor.ElementType switch
        {
            ElementType.Boolean => bytes[0] == 0 ? "0" : "1",
            ElementType.UInt8 => bytes[0].ToString(CultureInfo.InvariantCulture),
            ElementType.Int8 => unchecked((sbyte)bytes[0]).ToString(CultureInfo.InvariantCulture),
            ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
            ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
            ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
            ElementType.Float16 => BinaryPrimitives.ReadHalfLittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
            ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        };
    }
}
