using System.Collections.Immutable;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Values of one physical type, appended as they come from the log and handed over as an Arrow column.</summary>
internal abstract class ValueBuffer(PhysicalType type)
{
    public PhysicalType Type => type;

    public abstract int Count { get; }

    public static ValueBuffer Create(PhysicalType type, LogProgress? progress) => type.Kind switch
    {
        CellKind.Null or CellKind.Boolean => new TruthBuffer(type, progress),
        CellKind.Int64 or CellKind.Float64 or CellKind.Timestamp => new NumberBuffer(type, progress),
        CellKind.String => new TextBuffer(type, progress),
        CellKind.Json or CellKind.Binary => new BytesBuffer(type, progress),
        _ => new TensorBuffer(type, progress),
    };

    /// <summary>Appends the value that stands in a record, behind its kind. Bytes that are no such value leave the buffer as it was.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such value.</exception>
    public abstract void Append(ReadOnlySpan<byte> value);

    /// <summary>A value.</summary>
    public abstract CellValue At(int entry);

    /// <summary>The column's field, without what the column is for.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="shape">For n-d values the shape that all of the column have; null if they have several.</param>
    public virtual Field FieldOf(string name, ImmutableArray<long>? shape) => new(name, type.Kind switch
    {
        CellKind.Null or CellKind.Boolean => ArrowType.Boolean,
        CellKind.Int64 => ArrowType.Int64,
        CellKind.Float64 => ArrowType.Float64,
        CellKind.Timestamp => ArrowType.TimestampUtc,
        CellKind.String => ArrowType.DictionaryUtf8,
        _ => ArrowType.Binary,
    });

    /// <summary>The values of some rows as an array of the field's type.</summary>
    public abstract ArrowArray Build(ArrowType type, EntrySelection rows);
}
