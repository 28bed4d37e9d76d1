using System.Collections.Immutable;
using FlorDb.Storage.Arrow.FlatBuffers;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Reads schemas from untrusted FlatBuffers tables.</summary>
internal sealed class SchemaDecoder(string where)
{
    private const int DepthMax = 64;
    private readonly ImmutableArray<long>.Builder _dictionaryIds = ImmutableArray.CreateBuilder<long>();

    public DecodedSchema Decode(FlatTable table)
    {
        if (table.GetInt16(FlatIds.Schema.Endianness) != 0) throw Problem("its numbers are big-endian, which is not supported");
        var fields = DecodeFields(table.GetVector(FlatIds.Schema.Fields, sizeof(int)), 0);
        var schema = new Schema(fields, DecodeMetadata(table.GetVector(FlatIds.Schema.Metadata, sizeof(int))));
        return new DecodedSchema(schema, _dictionaryIds.ToImmutable());
    }

    public static KeyValueMetadata DecodeMetadata(FlatVector pairs)
    {
        if (pairs.Count == 0) return KeyValueMetadata.Empty;
        var decoded = new List<KeyValuePair<string, string>>();
        for (var i = 0; i < pairs.Count; i++)
        {
            var pair = pairs.Table(i);
            decoded.Add(new(pair.GetString(FlatIds.KeyValue.Key) ?? "", pair.GetString(FlatIds.KeyValue.Value) ?? ""));
        }

        return new KeyValueMetadata(decoded);
    }

    private ImmutableArray<Field> DecodeFields(FlatVector tables, int depth)
    {
        if (depth > DepthMax) throw Problem($"types are nested deeper than {DepthMax} levels");
        var fields = ImmutableArray.CreateBuilder<Field>();
        for (var i = 0; i < tables.Count; i++) fields.Add(DecodeField(tables.Table(i), depth));
        return fields.ToImmutable();
    }

    private Field DecodeField(FlatTable table, int depth)
    {
        var name = table.GetString(FlatIds.Field.Name) ?? "";
        var dictionaryPosition = _dictionaryIds.Count;
        var isCoded = table.Has(FlatIds.Field.Dictionary);
        if (isCoded) _dictionaryIds.Add(table.GetTable(FlatIds.Field.Dictionary, "dictionary").GetInt64(FlatIds.Dictionary.Id));
        var children = DecodeFields(table.GetVector(FlatIds.Field.Children, sizeof(int)), depth + 1);
        var type = DecodeType(table, name, children);
        if (type.Children.Count != children.Length) throw Problem($"column \"{name}\" of the type {type} has nested fields");
        if (isCoded)
        {
            if (_dictionaryIds.Count != dictionaryPosition + 1) throw Problem($"the dictionary of column \"{name}\" holds dictionaries, which is not supported");
            type = DecodeDictionary(table.GetTable(FlatIds.Field.Dictionary, "dictionary"), name, type);
        }

        return new Field(name, type, table.GetBoolean(FlatIds.Field.Nullable), DecodeMetadata(table.GetVector(FlatIds.Field.Metadata, sizeof(int))));
    }

    private DictionaryType DecodeDictionary(FlatTable table, string name, ArrowType value)
    {
        var index = table.Has(FlatIds.Dictionary.IndexType)
            ? DecodeInteger(table.GetTable(FlatIds.Dictionary.IndexType, "index type"), name)
            : ArrowType.Int32;
        return new DictionaryType(index, value, table.GetBoolean(FlatIds.Dictionary.IsOrdered));
    }

    private ArrowType DecodeType(FlatTable field, string name, ImmutableArray<Field> children)
    {
        var code = (TypeCode)field.GetByte(FlatIds.Field.TypeType);
        var table = field.GetTable(FlatIds.Field.Type, $"type for column \"{name}\"");
        return code switch
        {
            TypeCode.Null => ArrowType.Null,
            TypeCode.Bool => ArrowType.Boolean,
            TypeCode.Int => DecodeInteger(table, name),
            TypeCode.FloatingPoint => DecodeFloatingPoint(table.GetInt16(0), name),
            TypeCode.Binary => ArrowType.Binary,
            TypeCode.Utf8 => ArrowType.Utf8,
            TypeCode.LargeBinary => ArrowType.LargeBinary,
            TypeCode.LargeUtf8 => ArrowType.LargeUtf8,
            TypeCode.Timestamp => DecodeTimestamp(table, name),
            TypeCode.FixedSizeBinary => new FixedSizeBinaryType(NotNegative(table.GetInt32(0), name)),
            TypeCode.List => new ListType(OnlyChild(children, name)),
            TypeCode.FixedSizeList => new FixedSizeListType(OnlyChild(children, name), NotNegative(table.GetInt32(0), name)),
            TypeCode.Struct => new StructType(children),
            _ => throw Problem($"column \"{name}\" is of the type {code}, which is not supported"),
        };
    }

    private IntegerType DecodeInteger(FlatTable table, string name)
    {
        var bits = table.GetInt32(0);
        return bits is 8 or 16 or 32 or 64
            ? new IntegerType(bits, table.GetBoolean(1))
            : throw Problem($"column \"{name}\" has integers of {bits} bits");
    }

    private FloatingPointType DecodeFloatingPoint(short precision, string name) => precision switch
    {
        0 => ArrowType.Float16,
        1 => ArrowType.Float32,
        2 => ArrowType.Float64,
        _ => throw Problem($"column \"{name}\" has floating-point numbers of the unknown precision {precision}"),
    };

    private TimestampType DecodeTimestamp(FlatTable table, string name)
    {
        var unit = (TimeUnit)table.GetInt16(0);
        return Enum.IsDefined(unit)
            ? new TimestampType(unit, table.GetString(1))
            : throw Problem($"column \"{name}\" has timestamps of the unknown unit {(short)unit}");
    }

    private Field OnlyChild(ImmutableArray<Field> children, string name) =>
        children.Length == 1 ? children[0] : throw Problem($"the list column \"{name}\" has {children.Length} item types instead of one");

    private int NotNegative(int size, string name) => size >= 0 ? size : throw Problem($"column \"{name}\" has values of the negative size {size}");

    private ArrowFormatException Problem(string problem) => new($"The Arrow schema in {where} can't be read: {problem}.");
}
