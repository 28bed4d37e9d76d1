namespace FlorDb.Storage.Arrow;

/// <summary>A column of indices into a dictionary of values.</summary>
public sealed class DictionaryArray : ArrowArray
{
    internal DictionaryArray(DictionaryType type, PrimitiveArray indices, ArrowArray dictionary)
        : base(type, indices.Length, indices.Validity)
    {
        Indices = indices;
        Dictionary = dictionary;
    }

    /// <summary>The indices as they are stored.</summary>
    public PrimitiveArray Indices { get; }

    /// <summary>The values that indices refer to.</summary>
    public ArrowArray Dictionary { get; }

    internal override IReadOnlyList<ReadOnlyMemory<byte>> Buffers => Indices.Buffers;

    /// <summary>The position in <see cref="Dictionary"/> of the value at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public int GetIndex(int index) => unchecked((int)RawIndex(Indices, index));

    /// <summary>The text at a position; null where the index or the dictionary's value is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    /// <exception cref="InvalidOperationException">The values are not texts or bytes.</exception>
    public string? GetString(int index)
    {
        if (IsNull(index)) return null;
        return Dictionary is BinaryArray texts
            ? texts.GetString(GetIndex(index))
            : throw new InvalidOperationException($"The dictionary's values are {Dictionary.Type}, not text.");
    }

    private protected override ArrowArray? TryShare(int start, int count, ReadOnlyMemory<byte> validity) =>
        new DictionaryArray((DictionaryType)Type, (PrimitiveArray)Indices.TryShare(start, count)!, Dictionary);

    /// <summary>The stored index; an unsigned one above <see cref="long.MaxValue"/> comes out negative.</summary>
    internal static long RawIndex(PrimitiveArray indices, int index) => indices switch
    {
        PrimitiveArray<int> array => array[index],
        PrimitiveArray<sbyte> array => array[index],
        PrimitiveArray<short> array => array[index],
        PrimitiveArray<long> array => array[index],
        PrimitiveArray<byte> array => array[index],
        PrimitiveArray<ushort> array => array[index],
        PrimitiveArray<uint> array => array[index],
        PrimitiveArray<ulong> array => unchecked((long)array[index]),
        _ => throw new InvalidOperationException($"{indices.Type} can't be the type of an index."),
    };
}
