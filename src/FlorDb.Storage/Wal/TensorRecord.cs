namespace FlorDb.Storage.Wal;

/// <summary>An n-d value as it stands in a record, checked but not copied.</summary>
internal readonly ref struct TensorRecord
{
    /// <summary>The most dimensions that a value may have: every level of an Arrow column costs its readers a call.</summary>
    public const int MostDimensions = 64;

    private TensorRecord(int[] shape, ReadOnlySpan<byte> bytes)
    {
        Shape = shape;
        Bytes = bytes;
    }

    /// <summary>The length of each dimension.</summary>
    public ReadOnlySpan<int> Shape { get; }

    /// <summary>The elements.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Reads the type of the elements and the number of dimensions, which begin a value.</summary>
    public static (ElementType ElementType, int Dimensions) ReadType(ref RecordReader reader)
    {
        var elementType = (ElementType)reader.Byte();
        if (!Enum.IsDefined(elementType)) throw new InvalidDataException($"{(byte)elementType} is not a type of elements.");
        long dimensions = reader.Count();
        return dimensions <= MostDimensions
            ? (elementType, (int)dimensions)
            : throw new InvalidDataException($"An array has {dimensions} dimensions: {MostDimensions} are the most.");
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="InvalidDataException">Its bytes are not as many as its shape says, or make no array.</exception>
    public static TensorRecord Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value);
        var (elementType, dimensions) = ReadType(ref reader);
        var shape = new int[dimensions];
        Int128 expected = elementType.ByteWidth();
        for (int i = 0; i < dimensions; i++)
        {
            long length = reader.Count();
            if (length > int.MaxValue) throw new InvalidDataException($"A dimension of {length} is too long: {int.MaxValue} is the most.");
            shape[i] = (int)length;
            if (expected <= long.MaxValue) expected *= length;
        }

        var bytes = reader.Bytes();
        return expected == bytes.Length
            ? new TensorRecord(shape, bytes)
            : throw new InvalidDataException($"An array of the shape [{string.Join(", ", shape)}] does not take {bytes.Length} bytes.");
    }
}
