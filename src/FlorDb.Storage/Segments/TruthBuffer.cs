using FlorDb.Storage.Arrow;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>Truth values; or logged nulls, whose column is true where one was logged.</summary>
internal sealed class TruthBuffer(PhysicalType type, LogProgress? progress) : ValueBuffer(type)
{
    private readonly ColumnBuffer<bool> _truths = new(progress);

    public override int Count => _truths.Count;

    public override void Append(ReadOnlySpan<byte> value) => _truths.Add(Type.Kind == CellKind.Null || new RecordReader(value).Bool());

    public override CellValue At(int entry) => Type.Kind == CellKind.Null ? CellValue.Null : CellValue.Of(_truths[entry]);

    public override ArrowArray Build(ArrowType type, EntrySelection rows)
    {
        var bits = new byte[Bitmap.ByteLength(rows.Length)];
        for (int row = 0; row < rows.Length; row++)
            if (rows[row] != EntrySelection.None && _truths[rows[row]]) Bitmap.Set(bits, row);
        return new BooleanArray(rows.Length, rows.Validity(), bits);
    }
}
