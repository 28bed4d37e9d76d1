using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlorDb.Storage;

namespace FlorDb.Torch.Values;

/// <summary>Turns arrays of numbers, of any rank, into n-dimensional cells that lend the arrays' bytes.</summary>
internal static class ArrayCells
{
    /// <summary>The cell of an array; false where its elements are no numbers of a type that cells hold (jagged arrays among them).</summary>
    public static bool TryFrom(Array array, out CellValue cell)
    {
        if (Widen(array) is { } widened) array = widened;
        cell = default;
        if (TypeOf(array.GetType().GetElementType()!) is not { } type) return false;
        long bytes = array.LongLength * type.ByteWidth();
        LentBytes.CheckLength(bytes, () => $"An array of {array.LongLength} elements");
        var shape = Enumerable.Range(0, array.Rank).Select(dimension => array.GetLongLength(dimension)).ToImmutableArray();
        cell = CellValue.Of(new TensorValue(type, shape, new ArrayBytes(array, (int)bytes).Memory));
        return true;
    }

    /// <summary>An array of the next larger signed type, for unsigned elements that no tensor type holds; null where nothing is to be done.</summary>
    private static Array? Widen(Array array) => array switch
    {
        { Rank: > 1 } when array.GetType().GetElementType() == typeof(ushort) => WidenAny<int>(array),
        { Rank: > 1 } when array.GetType().GetElementType() == typeof(uint) => WidenAny<long>(array),
        ushort[] numbers when array.GetType() == typeof(ushort[]) => Array.ConvertAll(numbers, number => (int)number),
        uint[] numbers when array.GetType() == typeof(uint[]) => Array.ConvertAll(numbers, number => (long)number),
        _ => null,
    };

    private static Array WidenAny<T>(Array array)
    {
        int[] lengths = [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];
        var wide = Array.CreateInstance(typeof(T), lengths);
        var target = MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(wide)), wide.Length);
        int next = 0;
        foreach (object number in array)
            target[next++] = (T)Convert.ChangeType(number, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
        return wide;
    }

    private static ElementType? TypeOf(Type element) => element switch
    {
        _ when element == typeof(bool) => ElementType.Boolean,
        _ when element == typeof(byte) => ElementType.UInt8,
        _ when element == typeof(sbyte) => ElementType.Int8,
        _ when element == typeof(short) => ElementType.Int16,
        _ when element == typeof(int) => ElementType.Int32,
        _ when element == typeof(long) => ElementType.Int64,
        _ when element == typeof(Half) => ElementType.Float16,
        _ when element == typeof(float) => ElementType.Float32,
        _ when element == typeof(double) => ElementType.Float64,
        _ => null,
    };

    private sealed class ArrayBytes(Array array, int length) : LentBytes
    {
        public override Span<byte> GetSpan() => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), length);
    }
}
