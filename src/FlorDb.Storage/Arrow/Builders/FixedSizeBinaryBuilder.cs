namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of byte strings of equal length.</summary>
public sealed class FixedSizeBinaryBuilder : ArrayBuilder
{
    private readonly GrowableBuffer _bytes = new();
    private readonly FixedSizeBinaryType _type;

    /// <summary>Begins a column.</summary>
    public FixedSizeBinaryBuilder(FixedSizeBinaryType type)
        : base(type) => _type = type;

    /// <summary>Appends a value.</summary>
    /// <exception cref="ArgumentException">The value has another length than the type says.</exception>
    public void Append(ReadOnlySpan<byte> value)
    {
        if (value.Length != _type.ByteWidth) throw new ArgumentException($"The value has {value.Length} bytes, not {_type.ByteWidth}.", nameof(value));
        _bytes.Append(value);
        MarkValue();
    }

    private protected override void AppendValues(ArrowArray values, int start, int count) =>
        _bytes.Append(values.Buffers[0].Span.Slice(start * _type.ByteWidth, count * _type.ByteWidth));

    private protected override void AppendFiller() => _bytes.Extend(_type.ByteWidth);

    private protected override ArrowArray Build(int length, ReadOnlyMemory<byte> validity) =>
        new FixedSizeBinaryArray(_type, length, validity, _bytes.Take());
}
