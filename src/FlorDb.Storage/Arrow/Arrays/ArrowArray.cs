using System.Diagnostics.CodeAnalysis;

namespace FlorDb.Storage.Arrow;

/// <summary>
/// A column of values of one type. Arrays never change, so any number of threads may read one. Where a value is null, its typed accessors
/// give an arbitrary value of the type.
/// </summary>
public abstract class ArrowArray
{
    private protected ArrowArray(ArrowType type, int length, ReadOnlyMemory<byte> validity)
    {
        Type = type;
        Length = length;
        if (validity.IsEmpty) return;
        validity = validity[..Bitmap.ByteLength(length)];
        NullCount = length - Bitmap.CountOnes(validity.Span, length);
        if (NullCount > 0) Validity = validity;
    }

    /// <summary>The type of the values.</summary>
    public ArrowType Type { get; }

    /// <summary>The number of values, nulls included.</summary>
    public int Length { get; }

    /// <summary>The number of nulls.</summary>
    public int NullCount { get; private protected init; }

    /// <summary>One bit for each value, set where it is not null; empty when nothing is null.</summary>
    internal ReadOnlyMemory<byte> Validity { get; }

    /// <summary>The buffers in the format's order, without the validity bitmap.</summary>
    internal virtual IReadOnlyList<ReadOnlyMemory<byte>> Buffers => [];

    /// <summary>The arrays of nested values, in the order of the type's children.</summary>
    internal virtual IReadOnlyList<ArrowArray> Children => [];

    /// <summary>Whether the value at a position is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public virtual bool IsNull(int index)
    {
        CheckIndex(index);
        return !Validity.IsEmpty && !Bitmap.Get(Validity.Span, index);
    }

    /// <summary>A part of the array that shares its memory; null where it would have to be copied.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="count">How many values it has.</param>
    internal ArrowArray? TryShare(int start, int count)
    {
        const int BitsPerByte = 8;
        return start % BitsPerByte == 0 ? TryShare(start, count, Validity.IsEmpty ? default : Validity[(start / BitsPerByte)..]) : null;
    }

    /// <summary>The part with a validity bitmap of its own; it begins at a whole byte of the bitmap.</summary>
    private protected virtual ArrowArray? TryShare(int start, int count, ReadOnlyMemory<byte> validity) => null;

    private protected void CheckIndex(int index)
    {
        if (index < 0 || index >= Length) ThrowIndexOutOfRange(index);
    }

    [DoesNotReturn]
    private void ThrowIndexOutOfRange(int index) => throw new ArgumentOutOfRangeException(nameof(index), index, $"The array has {Length} values.");
}
