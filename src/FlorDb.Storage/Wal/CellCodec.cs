namespace FlorDb.Storage.Wal;

/// <summary>Encodes values: a kind, then what the kind needs. <see cref="Segments.ValueBuffer"/> decodes them.</summary>
internal static class CellCodec
{
    private const int NumberBytes = 16;

    /// <summary>A bound on the bytes that a value takes.</summary>
    /// <exception cref="ArgumentException">
    /// No segment could hold it: a text that is not valid Unicode, an array with too many dimensions, or one that is too long, or truth values other than 0 and 1.
    /// </exception>
    public static long BoundBytes(in CellValue value) => value.Kind switch
    {
        CellKind.String => NumberBytes + RecordWriter.CountUtf8Bytes(value.AsString()),
        CellKind.Json => NumberBytes + RecordWriter.CountUtf8Bytes(value.AsJson()),
        CellKind.Binary => NumberBytes + value.AsBinary().Length,
        CellKind.Tensor => BoundBytes(value.AsTensor()),
        _ => NumberBytes,
    };

    public static void Write(ref RecordWriter writer, in CellValue value)
    {
        writer.Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case CellKind.Null: break;
            case CellKind.Boolean: writer.Bool(value.AsBoolean()); break;
            case CellKind.Int64: writer.Signed(value.AsInt64()); break;
            case CellKind.Float64: writer.Float64(value.AsFloat64()); break;
            case CellKind.Timestamp: writer.Signed(value.AsMicroseconds()); break;
            case CellKind.String: writer.Text(value.AsString()); break;
            case CellKind.Json: writer.Text(value.AsJson()); break;
            case CellKind.Binary: writer.Bytes(value.AsBinary().Span); break;
            case CellKind.Tensor: WriteTensor(ref writer, value.AsTensor()); break;
            default: throw new ArgumentOutOfRangeException(nameof(value), value.Kind, "This is not a kind of value.");
        }
    }

    private static long BoundBytes(TensorValue tensor)
    {
        if (tensor.Shape.Length > TensorRecord.MostDimensions)
            throw new ArgumentException($"An array of {tensor.Shape.Length} dimensions has too many: {TensorRecord.MostDimensions} are the most.");
        foreach (long length in tensor.Shape)
            if (length > int.MaxValue) throw new ArgumentException($"A dimension of {length} is too long: {int.MaxValue} is the most.");
        if (tensor.ElementType == ElementType.Boolean && tensor.Bytes.Span.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw new ArgumentException("An array of truth values has an element that is neither 0 nor 1.");
        return NumberBytes * (2L + tensor.Shape.Length) + tensor.Bytes.Length;
    }

    private static void WriteTensor(ref RecordWriter writer, TensorValue tensor)
    {
        writer.Byte((byte)tensor.ElementType);
        writer.Count(tensor.Shape.Length);
        foreach (long length in tensor.Shape) writer.Count(length);
        writer.Bytes(tensor.Bytes.Span);
    }
}
