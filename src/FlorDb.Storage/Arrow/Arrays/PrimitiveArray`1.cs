using System.Runtime.InteropServices;

namespace FlorDb.Storage.Arrow;

/// <summary>
/// A column of numbers. <typeparamref name="T"/> is the .NET type of the same width and kind (<see cref="Half"/> for float16); timestamps
/// are <see cref="long"/>.
/// </summary>
public sealed class PrimitiveArray<T> : PrimitiveArray
    where T : unmanaged
{
    internal PrimitiveArray(FixedWidthType type, int length, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> bytes)
        : base(type, length, validity, bytes)
    {
    }

    /// <summary>All values, without a copy.</summary>
    public ReadOnlySpan<T> Values => MemoryMarshal.Cast<byte, T>(Bytes.Span);

    /// <summary>The value at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public T this[int index]
    {
        get
        {
            CheckIndex(index);
            return Values[index];
        }
    }
}
