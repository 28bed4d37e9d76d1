using System.Runtime.InteropServices;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Merges the dictionaries that one column has in several batches, since a file holds one for all of them.</summary>
internal sealed class DictionaryUnifier
{
    private readonly Dictionary<ReadOnlyMemory<byte>, int> _codes = new(BytesComparer.Instance);
    private readonly BinaryBuilder _values;
    private (ArrowArray? Dictionary, int[] Codes) _last;
    private int _nullCode = -1;
    private int _count;

    /// <summary>The bytes of the values so far.</summary>
    public long Bytes { get; private set; }

    public DictionaryUnifier(Field field)
    {
        var value = ((DictionaryType)field.Type).Value as BinaryType
            ?? throw new ArgumentException($"The dictionary of column \"{field.Name}\" must hold text or bytes to be written, not {field.Type}.", nameof(field));
        _values = new BinaryBuilder(value);
    }

    /// <summary>Adds the dictionary of a batch.</summary>
    /// <returns>The column with indices into the merged dictionary, which grows until <see cref="Build"/>.</returns>
    public PrimitiveArray Add(DictionaryArray column)
    {
        if (!ReferenceEquals(_last.Dictionary, column.Dictionary)) _last = (column.Dictionary, Merge((BinaryArray)column.Dictionary));
        for (var i = 0; i < _last.Codes.Length; i++)
            if (_last.Codes[i] != i) return Recode(column, _last.Codes);
        return column.Indices;
    }

    public ArrowArray Build() => _values.Build();

    private int[] Merge(BinaryArray dictionary)
    {
        var codes = new int[dictionary.Length];
        for (var i = 0; i < codes.Length; i++) codes[i] = dictionary.IsNull(i) ? CodeOfNull() : CodeOf(dictionary[i]);
        return codes;
    }

    private int CodeOf(ReadOnlyMemory<byte> value)
    {
        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_codes, value, out var known);
        if (known) return code;
        _values.Append(value.Span);
        Bytes += value.Length;
        return code = _count++;
    }

    private int CodeOfNull()
    {
        if (_nullCode >= 0) return _nullCode;
        _values.AppendNull();
        return _nullCode = _count++;
    }

    private static PrimitiveArray Recode(DictionaryArray column, int[] codes)
    {
        var type = ((DictionaryType)column.Type).Index;
        if (type != ArrowType.Int32)
            throw new ArgumentException($"Only dictionaries with int32 indices can differ between the batches of a file, not {column.Type}.", nameof(column));
        var old = ((PrimitiveArray<int>)column.Indices).Values;
        var recoded = new int[old.Length];
        for (var row = 0; row < recoded.Length; row++)
            if (!column.IsNull(row)) recoded[row] = codes[old[row]];
        return PrimitiveArray.Create(type, recoded.Length, column.Validity, MemoryMarshal.AsBytes(recoded.AsSpan()).ToArray());
    }
}
