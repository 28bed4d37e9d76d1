using System.Buffers.Binary;
using System.Text;

namespace FlorDb.Storage.Arrow.FlatBuffers;

/// <summary>A table in an untrusted FlatBuffers buffer; every access is checked against the buffer's bounds.</summary>
internal readonly ref struct FlatTable
{
    private const int TableOverhead = 8;
    private readonly FlatSource _source;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _position;

    internal FlatTable(FlatSource source, int position)
    {
        _source = source;
        _bytes = source.Bytes;
        _position = position;
    }

    public bool GetBoolean(int field) => GetByte(field) != 0;

    public byte GetByte(int field) => Locate(field, sizeof(byte)) is var at and >= 0 ? _bytes[at] : (byte)0;

    public short GetInt16(int field, short missing = 0) =>
        Locate(field, sizeof(short)) is var at and >= 0 ? BinaryPrimitives.ReadInt16LittleEndian(_bytes[at..]) : missing;

    public int GetInt32(int field) => Locate(field, sizeof(int)) is var at and >= 0 ? BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]) : 0;

    public long GetInt64(int field) => Locate(field, sizeof(long)) is var at and >= 0 ? BinaryPrimitives.ReadInt64LittleEndian(_bytes[at..]) : 0;

    public bool Has(int field) => Locate(field, sizeof(uint)) >= 0;

    /// <summary>The table that a field refers to, which must be there.</summary>
    public FlatTable GetTable(int field, string name)
    {
        var at = Locate(field, sizeof(uint));
        if (at < 0) _source.Fail($"it has no {name}");
        return Follow(at);
    }

    public string? GetString(int field)
    {
        var vector = GetVector(field, 1);
        if (vector.IsMissing) return null;
        _source.Charge(vector.Count);
        return Encoding.UTF8.GetString(vector.Bytes);
    }

    public FlatVector GetVector(int field, int elementSize)
    {
        var at = Locate(field, sizeof(uint));
        if (at < 0) return default;
        var start = Target(at, sizeof(int));
        var count = BinaryPrimitives.ReadInt32LittleEndian(_bytes[start..]);
        start += sizeof(int);
        if (count < 0 || (long)count * elementSize > _bytes.Length - start) _source.Fail($"the vector at byte {start} reaches beyond the end");
        return new FlatVector(_source, start, count, elementSize);
    }

    /// <summary>The table that the reference at a position points to.</summary>
    internal FlatTable Follow(int at)
    {
        _source.Charge(TableOverhead);
        return new FlatTable(_source, Target(at, sizeof(int)));
    }

    private int Target(int at, int size)
    {
        var target = at + (long)BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);
        if (target > _bytes.Length - size) _source.Fail($"the reference at byte {at} points beyond the end");
        return (int)target;
    }

    /// <summary>Where a field lies in the buffer; -1 if the table leaves it out.</summary>
    private int Locate(int field, int size)
    {
        var vtable = _position - (long)BinaryPrimitives.ReadInt32LittleEndian(_bytes[_position..]);
        if (vtable < 0 || vtable > _bytes.Length - 2 * sizeof(ushort)) _source.Fail($"the table at byte {_position} has no field list");
        var fields = _bytes[(int)vtable..];
        var fieldsLength = BinaryPrimitives.ReadUInt16LittleEndian(fields);
        if (fieldsLength > fields.Length) _source.Fail($"the field list at byte {vtable} reaches beyond the end");
        var entry = (field + 2) * sizeof(ushort);
        if (entry + sizeof(ushort) > fieldsLength) return -1;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(fields[entry..]);
        if (offset == 0) return -1;
        if (offset > _bytes.Length - _position - size) _source.Fail($"the table at byte {_position} reaches beyond the end");
        return _position + offset;
    }
}
