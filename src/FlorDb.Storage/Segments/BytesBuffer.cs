using System.Collections.Immutable;
using System.Text;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>Byte strings, or JSON documents: one after the other.</summary>
internal sealed class BytesBuffer : ValueBuffer
{
    private readonly ColumnBuffer<int> _offsets;
    private readonly ColumnBuffer<byte> _bytes;

    /// <param name="type">The type of the values.</param>
    /// <param name="progress">How far the log is read that they come from.</param>
    public BytesBuffer(PhysicalType type, LogProgress? progress)
        : base(type)
    {
        (_offsets, _bytes) = (new(progress), new(progress));
        _offsets.Add(0);
    }

    public override int Count => _offsets.Count - 1;

    public override Field FieldOf(string name, ImmutableArray<long>? shape) =>
        Type.Kind == CellKind.Json ? ArrowExtensions.JsonField(name) : base.FieldOf(name, shape);

    public override void Append(ReadOnlySpan<byte> value)
    {
        var reader = new RecordReader(value);
        _bytes.Add(Type.Kind == CellKind.Json ? reader.Utf8() : reader.Bytes());
        _offsets.Add(_bytes.Count);
    }

    public override CellValue At(int entry) =>
        Type.Kind == CellKind.Json ? CellValue.OfJson(Encoding.UTF8.GetString(Span(entry))) : CellValue.Of(Span(entry).ToArray());

    public override ArrowArray Build(ArrowType type, EntrySelection rows)
    {
        if (rows is { IsPiece: true, Start: 0 })
        {
            return new BinaryArray(
                (BinaryType)type, rows.Length, default, _offsets.Slice(0, rows.Length + 1), _bytes.Slice(0, _offsets[rows.Length]));
        }

        var (offsets, bytes) = (new ColumnBuffer<int>(), new ColumnBuffer<byte>());
        offsets.Add(0);
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row] != EntrySelection.None) bytes.Add(Span(rows[row]));
            offsets.Add(bytes.Count);
        }

        return new BinaryArray((BinaryType)type, rows.Length, rows.Validity(), offsets.Slice(0, offsets.Count), bytes.Slice(0, bytes.Count));
    }

    private ReadOnlySpan<byte> Span(int entry) => _bytes.Items[_offsets[entry].._offsets[entry + 1]];
}
