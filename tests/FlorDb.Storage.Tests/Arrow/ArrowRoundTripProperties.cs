using System.Collections.Immutable;
using FlorDb.Storage.Arrow;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Storage.Tests.Arrow;

public class ArrowRoundTripProperties
{
    [Fact]
    public void Any_table_survives_file_and_stream() => Check.QuickThrowOnFailure(Prop.ForAll(
        Tables().ToArbitrary(),
        table =>
        {
            var batches = table.Batches;
            var expected = batches.SelectMany(ArrowText.Rows).ToArray();
            var file = ArrowFileReader.Open(ArrowBytes.File(table.Schema, batches)).ReadAll().SelectMany(ArrowText.Rows);
            var compressed = ArrowFileReader.Open(ArrowBytes.FileWithChecksums(table.Schema, batches)).ReadAll().SelectMany(ArrowText.Rows);
            var stream = ArrowBytes.ReadAll(ArrowStreamReader.Open(ArrowBytes.Stream(table.Schema, batches))).SelectMany(ArrowText.Rows);
            return expected.SequenceEqual(file) && expected.SequenceEqual(compressed) && expected.SequenceEqual(stream);
        }));

    [Fact]
    public void Parts_of_columns_put_together_again_are_the_columns() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from table in Tables() from cut in Gen.Choose(0, 20) select (table, cut)).ToArbitrary(),
        sample => sample.table.Batches.All(batch => batch.Columns.All(column =>
        {
            var builder = ArrayBuilder.Create(column.Type);
            var cut = Math.Min(sample.cut, column.Length);
            builder.Append(column, cut, column.Length - cut);
            builder.AppendNull();
            builder.Append(column, 0, cut);
            var texts = ArrowText.Column(column);
            return ArrowText.Column(builder.Build()).SequenceEqual([.. texts[cut..], "null", .. texts[..cut]]);
        }))));

    [Fact]
    public void Int64_columns_give_back_what_was_appended() => Check.QuickThrowOnFailure(Prop.ForAll((long?[] values) =>
    {
        var builder = new PrimitiveBuilder<long>(ArrowType.Int64);
        foreach (var value in values)
        {
            if (value is { } number) builder.Append(number);
            else builder.AppendNull();
        }

        var array = (PrimitiveArray<long>)builder.Build();
        var read = Enumerable.Range(0, array.Length).Select(i => array.IsNull(i) ? (long?)null : array[i]);
        return read.SequenceEqual(values) && array.NullCount == values.Count(value => value is null);
    }));

    [Fact]
    public void Text_columns_give_back_what_was_appended() => Check.QuickThrowOnFailure(Prop.ForAll((string?[] values) =>
    {
        string?[] texts = [.. values.Select(value => value is not null && IsUnicode(value) ? value : null)];
        var (plain, coded) = (new BinaryBuilder(ArrowType.Utf8), new DictionaryBuilder(ArrowType.DictionaryUtf8));
        foreach (var text in texts)
        {
            if (text is null) plain.AppendNull();
            else plain.Append(text);
            if (text is null) coded.AppendNull();
            else coded.Append(text);
        }

        var (plainArray, codedArray) = ((BinaryArray)plain.Build(), (DictionaryArray)coded.Build());
        var rows = Enumerable.Range(0, texts.Length).ToArray();
        return rows.Select(plainArray.GetString).SequenceEqual(texts) && rows.Select(codedArray.GetString).SequenceEqual(texts);
    }));

    [Fact]
    public void Tensors_survive_a_file_bit_for_bit() => Check.QuickThrowOnFailure(Prop.ForAll(
        Tensors().ToArbitrary(),
        tensors =>
        {
            var builder = TensorColumnBuilder.Create("t", tensors[0].ElementType, [.. tensors.Select(tensor => tensor.Shape)]);
            foreach (var tensor in tensors)
            {
                builder.Append(tensor);
                builder.AppendNull();
            }

            var column = builder.Build();
            var schema = new Schema(builder.Field);
            var batch = ArrowFileReader.Open(ArrowBytes.File(schema, [new RecordBatch(schema, [column], column.Length)])).Read(0);
            var read = TensorColumn.TryOpen(batch.Schema.Fields[0], batch.Columns[0])!;
            return Enumerable.Range(0, column.Length).All(row => row % 2 == 0 ? tensors[row / 2].Equals(read[row]) : read[row] is null);
        }));

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return false;
        }

        return true;
    }

    private static Gen<ArrowType> Types(int depth)
    {
        var flat = Gen.Elements<ArrowType>(
            ArrowType.Null, ArrowType.Boolean, ArrowType.Int8, ArrowType.UInt16, ArrowType.Int32, ArrowType.UInt64, ArrowType.Float16, ArrowType.Float32,
            ArrowType.Float64, ArrowType.Utf8, ArrowType.LargeBinary, ArrowType.TimestampUtc, ArrowType.DictionaryUtf8, new FixedSizeBinaryType(3), new FixedSizeBinaryType(0));
        if (depth == 0) return flat;
        var inner = from type in Types(depth - 1) from nullable in Gen.Elements(true, false) select new Field("part", type, nullable || type is NullType);
        return Gen.OneOf(
            flat,
            from item in inner select (ArrowType)new ListType(item),
            from item in inner from size in Gen.Choose(0, 3) select (ArrowType)new FixedSizeListType(item, size),
            from parts in inner.ArrayOf(2) select (ArrowType)new StructType([.. parts]));
    }

    private static Gen<(Schema Schema, RecordBatch[] Batches)> Tables() =>
        from types in Types(3).ListOf()
        from rowCounts in Gen.Choose(0, 20).ListOf(3)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        let schema = new Schema([.. types.Take(5).Select((type, i) => new Field($"c{i}", type))])
        select (schema, rowCounts.Select((rows, i) => SampleBatches.Make(schema, rows, unchecked(seed + i))).ToArray());

    private static Gen<TensorValue[]> Tensors() =>
        from type in Gen.Elements(Enum.GetValues<ElementType>())
        from dimensions in Gen.Choose(1, 3)
        from shapes in Gen.Choose(0, 3).ArrayOf(dimensions).ArrayOf(3)
        from isOneShape in Gen.Elements(true, false)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select shapes.Select((shape, i) => Tensor(type, [.. (isOneShape ? shapes[0] : shape).Select(length => (long)length)], new Random(unchecked(seed + i)))).ToArray();

    private static TensorValue Tensor(ElementType type, ImmutableArray<long> shape, Random random)
    {
        var bytes = new byte[shape.Aggregate(1, (product, length) => product * (int)length) * type.ByteWidth()];
        random.NextBytes(bytes);
        if (type == ElementType.Boolean)
            for (var i = 0; i < bytes.Length; i++) bytes[i] &= 1;
        return new TensorValue(type, shape, bytes);
    }
}
