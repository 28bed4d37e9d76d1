using FlorDb.Storage.Arrow;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>Integers, floating-point numbers or timestamps: eight bytes each.</summary>
internal sealed class NumberBuffer(PhysicalType type, LogProgress? progress) : ValueBuffer(type)
{
    private readonly ColumnBuffer<long> _words = new(progress);

    public override int Count => _words.Count;

    public override void Append(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value);
        _words.Add(Type.Kind == CellKind.Float64 ? unchecked((long)reader.UInt64()) : reader.Signed());
    }

    public override CellValue At(int entry) => Type.Kind switch
    {
        CellKind.Int64 => CellValue.Of(_words[entry]),
        CellKind.Float64 => CellValue.Of(BitConverter.Int64BitsToDouble(_words[entry])),
        _ => CellValue.OfMicroseconds(_words[entry]),
    };

    public override ArrowArray Build(ArrowType type, EntrySelection rows) =>
        PrimitiveArray.Create((FixedWidthType)type, rows.Length, rows.Validity(), rows.Gather(_words));
}
