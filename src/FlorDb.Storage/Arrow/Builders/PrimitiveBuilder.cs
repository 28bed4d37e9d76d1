namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of numbers; <see cref="PrimitiveBuilder{T}"/> takes them by their type.</summary>
public abstract class PrimitiveBuilder : ArrayBuilder
{
    private readonly int _width;

    private protected PrimitiveBuilder(FixedWidthType type)
        : base(type) => _width = type.ByteWidth;

    private protected GrowableBuffer Values { get; } = new();

    /// <summary>Appends values as they lie in memory, little-endian.</summary>
    /// <exception cref="ArgumentException">The bytes are not a whole number of values.</exception>
    public void AppendBytes(ReadOnlySpan<byte> values)
    {
        if (values.Length % _width != 0) throw new ArgumentException($"{values.Length} bytes are not a whole number of {Type} values.", nameof(values));
        Values.Append(values);
        MarkValues(values.Length / _width);
    }

    private protected override void AppendValues(ArrowArray values, int start, int count) =>
        Values.Append(((PrimitiveArray)values).Bytes.Span.Slice(start * _width, count * _width));

    private protected override void AppendFiller() => Values.Extend(_width);

    private protected override ArrowArray Build(int length, ReadOnlyMemory<byte> validity) =>
        PrimitiveArray.Create((FixedWidthType)Type, length, validity, Values.Take());
}
