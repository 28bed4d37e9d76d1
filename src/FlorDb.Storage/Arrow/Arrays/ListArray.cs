using System.Runtime.InteropServices;

namespace FlorDb.Storage.Arrow;

/// <summary>A column of lists of any length.</summary>
public sealed class ListArray : ArrowArray
{
    private readonly ReadOnlyMemory<byte> _offsets;

    internal ListArray(ListType type, int length, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> offsets, ArrowArray items)
        : base(type, length, validity)
    {
        _offsets = offsets[..((length + 1) * sizeof(int))];
        Items = items;
    }

    /// <summary>The items of all lists.</summary>
    public ArrowArray Items { get; }

    /// <summary>Where each list begins in <see cref="Items"/>, and at the end where the last one ends.</summary>
    public ReadOnlySpan<int> Offsets => MemoryMarshal.Cast<byte, int>(_offsets.Span);

    internal override IReadOnlyList<ReadOnlyMemory<byte>> Buffers => [_offsets];

    internal override IReadOnlyList<ArrowArray> Children => [Items];

    /// <summary>The positions in <see cref="Items"/> of the list at a position: the first, and how many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public (int Start, int Count) this[int index]
    {
        get
        {
            CheckIndex(index);
            return (Offsets[index], Offsets[index + 1] - Offsets[index]);
        }
    }
}
