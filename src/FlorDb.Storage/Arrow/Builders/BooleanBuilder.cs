namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of truth values.</summary>
public sealed class BooleanBuilder() : ArrayBuilder(ArrowType.Boolean)
{
    private readonly BitmapBuilder _bits = new();

    /// <summary>Appends a value.</summary>
    public void Append(bool value)
    {
        _bits.Append(value);
        MarkValue();
    }

    private protected override void AppendValues(ArrowArray values, int start, int count) => _bits.Append(values.Buffers[0].Span, start, count);

    private protected override void AppendFiller() => _bits.Append(false);

    private protected override ArrowArray Build(int length, ReadOnlyMemory<byte> validity) => new BooleanArray(length, validity, _bits.Take());
}
