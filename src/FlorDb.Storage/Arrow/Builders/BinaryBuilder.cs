using System.Text;

namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of texts or byte strings.</summary>
public sealed class BinaryBuilder : ArrayBuilder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly GrowableBuffer _offsets = new();
    private readonly GrowableBuffer _data = new();
    private readonly BinaryType _type;

    /// <summary>Begins a column.</summary>
    public BinaryBuilder(BinaryType type)
        : base(type) => _type = type;

    /// <summary>Appends a text.</summary>
    /// <exception cref="ArgumentException">The text has a lone surrogate, which UTF-8 can't express.</exception>
    public void Append(string value)
    {
        var count = StrictUtf8.GetByteCount(value);
        BeginValue();
        StrictUtf8.GetBytes(value, _data.Extend(count));
        MarkValue();
    }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="ArgumentException">The column is one of text, and the bytes are not valid UTF-8.</exception>
    public void Append(ReadOnlySpan<byte> value)
    {
        if (_type.IsText && !System.Text.Unicode.Utf8.IsValid(value)) throw new ArgumentException("The bytes are not valid UTF-8.", nameof(value));
        BeginValue();
        _data.Append(value);
        MarkValue();
    }

    private protected override void AppendValues(ArrowArray values, int start, int count)
    {
        var source = (BinaryArray)values;
        var shift = (long)_data.Length - source.Offset(start);
        if (_type.IsLarge)
            for (var i = start; i < start + count; i++) _offsets.Append(source.Offset(i) + shift);
        else for (var i = start; i < start + count; i++) _offsets.Append((int)(source.Offset(i) + shift));
        _data.Append(source.Bytes(start, count).Span);
    }

    private protected override void AppendFiller() => BeginValue();

    private protected override ArrowArray Build(int length, ReadOnlyMemory<byte> validity)
    {
        BeginValue();
        return new BinaryArray(_type, length, validity, _offsets.Take(), _data.Take());
    }

    private void BeginValue()
    {
        if (_type.IsLarge) _offsets.Append((long)_data.Length);
        else _offsets.Append(_data.Length);
    }
}
