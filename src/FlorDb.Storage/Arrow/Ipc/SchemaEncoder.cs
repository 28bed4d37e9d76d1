using FlorDb.Storage.Arrow.FlatBuffers;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Writes schemas as FlatBuffers tables. Fields coded by a dictionary are numbered in the order in which they are met.</summary>
internal sealed class SchemaEncoder(FlatBufferBuilder buffer)
{
    private long _nextDictionary;

    public int Encode(Schema schema)
    {
        var fields = buffer.WriteReferences([.. schema.Fields.Select(EncodeField)]);
        var metadata = EncodeMetadata(schema.Metadata);
        var table = buffer.StartTable(FlatIds.Schema.FieldCount).AddReference(FlatIds.Schema.Fields, fields);
        if (schema.Metadata.Count > 0) table.AddReference(FlatIds.Schema.Metadata, metadata);
        return table.End();
    }

    public int EncodeMetadata(KeyValueMetadata metadata) => metadata.Count == 0 ? 0 : buffer.WriteReferences([.. metadata.Select(EncodePair)]);

    private int EncodePair(KeyValuePair<string, string> pair)
    {
        var key = buffer.WriteString(pair.Key);
        var value = buffer.WriteString(pair.Value);
        return buffer.StartTable(FlatIds.KeyValue.FieldCount)
            .AddReference(FlatIds.KeyValue.Key, key)
            .AddReference(FlatIds.KeyValue.Value, value)
            .End();
    }

    private int EncodeField(Field field)
    {
        var valueType = field.Type is DictionaryType coded ? coded.Value : field.Type;
        var dictionary = field.Type is DictionaryType type ? EncodeDictionary(type) : 0;
        var name = buffer.WriteString(field.Name);
        var children = buffer.WriteReferences([.. valueType.Children.Select(EncodeField)]);
        var metadata = EncodeMetadata(field.Metadata);
        var (code, typeTable) = EncodeType(valueType);
        var table = buffer.StartTable(FlatIds.Field.FieldCount)
            .AddReference(FlatIds.Field.Name, name)
            .AddReference(FlatIds.Field.Type, typeTable)
            .AddReference(FlatIds.Field.Children, children);
        if (dictionary != 0) table.AddReference(FlatIds.Field.Dictionary, dictionary);
        if (metadata != 0) table.AddReference(FlatIds.Field.Metadata, metadata);
        return table.AddByte(FlatIds.Field.TypeType, (byte)code).Add(FlatIds.Field.Nullable, field.Nullable).End();
    }

    private int EncodeDictionary(DictionaryType type)
    {
        var (_, index) = EncodeType(type.Index);
        return buffer.StartTable(FlatIds.Dictionary.FieldCount)
            .Add(FlatIds.Dictionary.Id, _nextDictionary++)
            .AddReference(FlatIds.Dictionary.IndexType, index)
            .Add(FlatIds.Dictionary.IsOrdered, type.IsOrdered)
            .End();
    }

    private (TypeCode Code, int Table) EncodeType(ArrowType type) => type switch
    {
        IntegerType integer => (TypeCode.Int, buffer.StartTable(2).Add(0, integer.BitWidth).Add(1, integer.IsSigned).End()),
        FloatingPointType number => (TypeCode.FloatingPoint, buffer.StartTable(1).Add(0, PrecisionCode(number)).End()),
        TimestampType timestamp => (TypeCode.Timestamp, EncodeTimestamp(timestamp)),
        FixedSizeBinaryType binary => (TypeCode.FixedSizeBinary, buffer.StartTable(1).Add(0, binary.ByteWidth).End()),
        FixedSizeListType list => (TypeCode.FixedSizeList, buffer.StartTable(1).Add(0, list.Size).End()),
        _ => (CodeOfPlainType(type), buffer.StartTable(0).End()),
    };

    private static TypeCode CodeOfPlainType(ArrowType type) => type switch
    {
        NullType => TypeCode.Null,
        BooleanType => TypeCode.Bool,
        BinaryType { IsText: true, IsLarge: false } => TypeCode.Utf8,
        BinaryType { IsText: true } => TypeCode.LargeUtf8,
        BinaryType { IsLarge: false } => TypeCode.Binary,
        BinaryType => TypeCode.LargeBinary,
        ListType => TypeCode.List,
        StructType => TypeCode.Struct,
        _ => throw new ArgumentException($"{type} can't be written.", nameof(type)),
    };

    private static short PrecisionCode(FloatingPointType type) => type.BitWidth switch
    {
        16 => 0,
        32 => 1,
        _ => 2,
    };

    private int EncodeTimestamp(TimestampType type)
    {
        var zone = type.TimeZone is null ? 0 : buffer.WriteString(type.TimeZone);
        var table = buffer.StartTable(2).Add(0, (short)type.Unit);
        if (zone != 0) table.AddReference(1, zone);
        return table.End();
    }
}
