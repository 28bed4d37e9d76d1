namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of texts that are coded as indices into the dictionary of distinct ones, in the order of their first use.</summary>
public sealed class DictionaryBuilder : ArrayBuilder
{
    private const int Unknown = -1;
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly PrimitiveBuilder<int> _indices = new(ArrowType.Int32);
    private readonly BinaryBuilder _values;
    private (ArrowArray? Dictionary, int[] Codes) _last;

    /// <summary>Begins a column.</summary>
    /// <exception cref="ArgumentException">The type's indices are not int32, or its values not text.</exception>
    public DictionaryBuilder(DictionaryType type)
        : base(type)
    {
        if (type.Index != ArrowType.Int32 || type.Value is not BinaryType { IsText: true } text)
            throw new ArgumentException($"Dictionaries are built with int32 indices and text, not as {type}.", nameof(type));
        _values = new BinaryBuilder(text);
    }

    /// <summary>Appends a text.</summary>
    /// <exception cref="ArgumentException">The text has a lone surrogate, which UTF-8 can't express.</exception>
    public void Append(string value)
    {
        _indices.Append(CodeOf(value));
        MarkValue();
    }

    internal override void AppendDefault() => Append("");

    private protected override void AppendValues(ArrowArray values, int start, int count)
    {
        var source = (DictionaryArray)values;
        if (!ReferenceEquals(_last.Dictionary, source.Dictionary))
            _last = (source.Dictionary, Enumerable.Repeat(Unknown, source.Dictionary.Length).ToArray());
        for (var i = start; i < start + count; i++)
        {
            if (source.IsNull(i)) _indices.AppendDefault();
            else _indices.Append(CodeOf(source, source.GetIndex(i)));
        }
    }

    private protected override void AppendFiller() => _indices.AppendDefault();

    private protected override ArrowArray Build(int length, ReadOnlyMemory<byte> validity)
    {
        _codes.Clear();
        _last = default;
        var indices = (PrimitiveArray)_indices.Build();
        var coded = PrimitiveArray.Create(ArrowType.Int32, length, validity, indices.Bytes);
        return new DictionaryArray((DictionaryType)Type, coded, _values.Build());
    }

    /// <summary>Entries that no row uses are left out.</summary>
    private int CodeOf(DictionaryArray source, int index)
    {
        ref var code = ref _last.Codes[index];
        if (code == Unknown) code = CodeOf(((BinaryArray)source.Dictionary).GetString(index) ?? "");
        return code;
    }

    private int CodeOf(string value)
    {
        if (_codes.TryGetValue(value, out var code)) return code;
        code = _codes.Count;
        _values.Append(value);
        _codes.Add(value, code);
        return code;
    }
}
