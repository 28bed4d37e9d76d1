using System.Buffers.Binary;

namespace FlorDb.Storage.Arrow.FlatBuffers;

/// <summary>Writes one table; fields that are not added keep their defaults.</summary>
internal sealed class FlatTableBuilder(FlatBufferBuilder buffer, int fieldCount, int start)
{
    private readonly int[] _positions = new int[fieldCount];

    public FlatTableBuilder Add(int field, bool value) => AddByte(field, value ? (byte)1 : (byte)0);

    public FlatTableBuilder AddByte(int field, byte value)
    {
        buffer.Push(1)[0] = value;
        return Note(field);
    }

    public FlatTableBuilder Add(int field, short value)
    {
        buffer.Align(sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(buffer.Push(sizeof(short)), value);
        return Note(field);
    }

    public FlatTableBuilder Add(int field, int value)
    {
        buffer.Align(sizeof(int));
        buffer.PushInt32(value);
        return Note(field);
    }

    public FlatTableBuilder Add(int field, long value)
    {
        buffer.Align(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(buffer.Push(sizeof(long)), value);
        return Note(field);
    }

    /// <summary>Adds a reference to a string, vector or table that was written before.</summary>
    public FlatTableBuilder AddReference(int field, int target)
    {
        buffer.PushReference(target);
        return Note(field);
    }

    /// <summary>Ends the table.</summary>
    /// <returns>Its position, for references.</returns>
    public int End()
    {
        buffer.Align(sizeof(int));
        buffer.PushInt32(0);
        var table = buffer.Position;
        for (var i = fieldCount - 1; i >= 0; i--) buffer.PushUInt16(_positions[i] == 0 ? 0 : table - _positions[i]);
        buffer.PushUInt16(table - start);
        buffer.PushUInt16((fieldCount + 2) * sizeof(ushort));
        buffer.PatchInt32(table, buffer.Position - table);
        return table;
    }

    private FlatTableBuilder Note(int field)
    {
        _positions[field] = buffer.Position;
        return this;
    }
}
