using System.Collections.Immutable;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Tests.Arrow;

/// <summary>Batches that have a column of every type, with nulls.</summary>
internal static class SampleBatches
{
    public static readonly Schema Schema = new(
        [
            new Field("null", ArrowType.Null),
            new Field("bool", ArrowType.Boolean),
            new Field("int8", ArrowType.Int8),
            new Field("int16", ArrowType.Int16),
            new Field("int32", ArrowType.Int32),
            new Field("int64", ArrowType.Int64),
            new Field("uint8", ArrowType.UInt8),
            new Field("uint16", ArrowType.UInt16),
            new Field("uint32", ArrowType.UInt32),
            new Field("uint64", ArrowType.UInt64),
            new Field("float16", ArrowType.Float16),
            new Field("float32", ArrowType.Float32),
            new Field("float64", ArrowType.Float64),
            new Field("utf8", ArrowType.Utf8),
            new Field("large utf8", ArrowType.LargeUtf8),
            new Field("binary", ArrowType.Binary),
            new Field("large binary", ArrowType.LargeBinary),
            new Field("time", ArrowType.TimestampUtc),
            new Field("uuid", new FixedSizeBinaryType(16)),
            new Field("list", new ListType(ArrowType.Int64)),
            new Field("struct", new StructType([new Field("a", ArrowType.Float64), new Field("b", ArrowType.DictionaryUtf8)])),
            new Field("coded", ArrowType.DictionaryUtf8, true, KeyValueMetadata.Of(("flordb.role", "run"), ("empty", ""))),
            ArrowExtensions.JsonField("json"),
            ArrowExtensions.FixedShapeTensorField("matrix", ElementType.Float32, [2, 3]),
            ArrowExtensions.FixedShapeTensorField("single", ElementType.Float64, []),
            ArrowExtensions.FixedShapeTensorField("mask", ElementType.Boolean, [3]),
            ArrowExtensions.VariableShapeTensorField("ragged", ElementType.Int16, 2),
        ],
        KeyValueMetadata.Of(("flordb.format", "1"), ("naïve", "ütf-8 ✓")));

    /// <summary>A batch of some rows; every column has nulls, at rows of its own.</summary>
    public static RecordBatch Make(int rows, int seed = 1) => Make(Schema, rows, seed);

    public static RecordBatch Make(Schema schema, int rows, int seed)
    {
        var random = new Random(seed);
        var columns = schema.Fields.Select((field, i) => MakeColumn(field, rows, i, random)).ToImmutableArray();
        return new RecordBatch(schema, columns, rows);
    }

    private static ArrowArray MakeColumn(Field field, int rows, int position, Random random)
    {
        var builder = ArrayBuilder.Create(field.Type);
        for (var row = 0; row < rows; row++)
        {
            if ((row + position) % 4 == 3) builder.AppendNull();
            else AppendRandom(builder, field, random);
        }

        return builder.Build();
    }

    private static void AppendRandom(ArrayBuilder builder, Field field, Random random)
    {
        switch (builder)
        {
            case NullBuilder nulls: nulls.AppendNull(); break;
            case BooleanBuilder truths: truths.Append(random.Next(2) == 1); break;
            case PrimitiveBuilder numbers: numbers.AppendBytes(RandomNumber(random, (FixedWidthType)numbers.Type)); break;
            case BinaryBuilder { Type: BinaryType { IsText: true } } texts: texts.Append(RandomText(random)); break;
            case BinaryBuilder bytes: bytes.Append(RandomBytes(random, random.Next(9))); break;
            case FixedSizeBinaryBuilder bytes: bytes.Append(RandomBytes(random, ((FixedSizeBinaryType)bytes.Type).ByteWidth)); break;
            case DictionaryBuilder coded: coded.Append(RandomText(random)); break;
            case ListBuilder lists: AppendList(lists, field, random); break;
            case FixedSizeListBuilder lists: AppendFixedSizeList(lists, field, random); break;
            case StructBuilder structs: AppendStruct(structs, field, random); break;
            default: throw new InvalidOperationException($"No random values for {builder.Type}.");
        }
    }

    private static void AppendItem(ArrayBuilder items, Field item, Random random)
    {
        if (item.Nullable && random.Next(4) == 0) items.AppendNull();
        else AppendRandom(items, item, random);
    }

    private static void AppendList(ListBuilder lists, Field field, Random random)
    {
        var item = ((ListType)field.Type).Item;
        for (var count = random.Next(5); count > 0; count--) AppendItem(lists.Items, item, random);
        lists.Append();
    }

    private static void AppendFixedSizeList(FixedSizeListBuilder lists, Field field, Random random)
    {
        var type = (FixedSizeListType)field.Type;
        for (var i = 0; i < type.Size; i++) AppendItem(lists.Items, type.Item, random);
        lists.Append();
    }

    private static void AppendStruct(StructBuilder structs, Field field, Random random)
    {
        var parts = ((StructType)field.Type).Fields;
        for (var i = 0; i < parts.Length; i++) AppendItem(structs.Parts[i], parts[i], random);
        structs.Append();
    }

    private static byte[] RandomNumber(Random random, FixedWidthType type)
    {
        double[] odd = [0, -0.0, double.NaN, double.PositiveInfinity, 1.5];
        var special = odd[random.Next(odd.Length)];
        return (type, random.Next(2)) switch
        {
            (FloatingPointType { BitWidth: 16 }, 0) => BitConverter.GetBytes((Half)special),
            (FloatingPointType { BitWidth: 32 }, 0) => BitConverter.GetBytes((float)special),
            (FloatingPointType { BitWidth: 64 }, 0) => BitConverter.GetBytes(special),
            (TimestampType, _) => BitConverter.GetBytes(random.NextInt64(-1L << 50, 1L << 51)),
            _ => RandomBytes(random, type.ByteWidth),
        };
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string RandomText(Random random)
    {
        string[] words = ["", "a", "loss", "ä€", "🙂", "it's \"x\"\\", "line\nfeed", "firstRun", "smallerModel"];
        return words[random.Next(words.Length)];
    }
}
