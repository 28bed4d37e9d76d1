using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>What all values of one column have in common: their kind, and for n-d values the type of elements and the number of dimensions.</summary>
internal readonly record struct PhysicalType
{
    // All in one number: redo compares the type of every value.
    private readonly int _code;

    private PhysicalType(CellKind kind, ElementType elementType, int dimensions) => _code = (int)kind | (int)elementType << 8 | dimensions << 16;

    public CellKind Kind => (CellKind)(_code & 0xFF);

    public ElementType ElementType => (ElementType)(_code >> 8 & 0xFF);

    public int Dimensions => _code >> 16;

    /// <summary>Distinguishes the column of a name from others of that name.</summary>
    public string Suffix => Kind == CellKind.Tensor ? $":{ElementType}{Dimensions}d" : $":{Kind}";

    /// <summary>Whether the value that stands in a record is of this type: what <see cref="Read"/> tells, but faster.</summary>
    public bool IsThatOf(ReadOnlySpan<byte> value) => !value.IsEmpty && value[0] == (byte)Kind && (Kind < CellKind.Tensor || Read(value) == this);

    /// <summary>Reads the type of the value that stands in a record.</summary>
    /// <exception cref="InvalidDataException">There is no such type.</exception>
    public static PhysicalType Read(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value);
        var kind = (CellKind)reader.Byte();
        if (kind < CellKind.Tensor) return new PhysicalType(kind, default, 0);
        if (kind > CellKind.Tensor) throw new InvalidDataException($"{(byte)kind} is not a kind of value.");
        var (elementType, dimensions) = TensorRecord.ReadType(ref reader);
        return new PhysicalType(kind, elementType, dimensions);
    }
}
