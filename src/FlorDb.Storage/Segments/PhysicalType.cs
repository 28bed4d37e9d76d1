using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>What all values of one column have in common: their kind, and for n-d values the type of elements and the number of dimensions.</summary>
internal readonly record struct PhysicalType(CellKind Kind, ElementType ElementType, int Dimensions)
{
    /// <summary>Distinguishes the column of a name from others of that name.</summary>
    public string Suffix => Kind == CellKind.Tensor ? $":{ElementType}{Dimensions}d" : $":{Kind}";

    /// <summary>Reads the kind of a value, and looks at what follows as far as it says the type.</summary>
    /// <exception cref="InvalidDataException">There is no such type.</exception>
    public static PhysicalType Read(ref RecordReader reader)
    {
        var kind = (CellKind)reader.Byte();
        if (kind < CellKind.Tensor) return new PhysicalType(kind, default, 0);
        if (kind > CellKind.Tensor) throw new InvalidDataException($"{(byte)kind} is not a kind of value.");
        var ahead = reader;
        var (elementType, dimensions) = TensorRecord.ReadType(ref ahead);
        return new PhysicalType(kind, elementType, dimensions);
    }
}
