using System.Text;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>Texts, each kept once.</summary>
internal sealed class TextBuffer(PhysicalType type, LogProgress? progress) : ValueBuffer(type)
{
    private readonly ColumnBuffer<int> _codes = new(progress);
    private readonly TextDictionary _texts = new(progress);

    public override int Count => _codes.Count;

    public override void Append(ReadOnlySpan<byte> value) => _codes.Add(_texts.CodeOf(new RecordReader(value).Utf8()));

    public override CellValue At(int entry) => CellValue.Of(Encoding.UTF8.GetString(_texts[_codes[entry]]));

    public override ArrowArray Build(ArrowType type, EntrySelection rows)
    {
        var indices = PrimitiveArray.Create(ArrowType.Int32, rows.Length, rows.Validity(), rows.Gather(_codes));
        return new DictionaryArray((DictionaryType)type, indices, _texts.ToArrow());
    }
}
