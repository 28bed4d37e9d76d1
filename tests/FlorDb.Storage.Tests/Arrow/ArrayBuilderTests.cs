using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Tests.Arrow;

public class ArrayBuilderTests
{
    [Fact]
    public void Builder_is_empty_after_build_and_can_be_used_again()
    {
        foreach (var field in SampleBatches.Schema.Fields)
        {
            var builder = ArrayBuilder.Create(field.Type);
            builder.AppendNull();
            var first = builder.Build();
            builder.AppendNull();
            builder.AppendNull();

            Assert.Equal(["null"], ArrowText.Column(first));
            Assert.Equal(["null", "null"], ArrowText.Column(builder.Build()));
        }
    }

    [Fact]
    public void Text_with_a_lone_surrogate_is_refused_and_leaves_the_column_as_it_was()
    {
        var builder = new BinaryBuilder(ArrowType.Utf8);
        builder.Append("a");

        Assert.Throws<System.Text.EncoderFallbackException>(() => builder.Append("\ud800"));

        builder.Append("b");
        Assert.Equal(["\"a\"", "\"b\""], ArrowText.Column(builder.Build()));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_in_a_text_column() =>
        Assert.Throws<ArgumentException>(() => new BinaryBuilder(ArrowType.Utf8).Append([0xFF]));

    [Fact]
    public void Fixed_size_list_of_another_size_is_refused()
    {
        var builder = new FixedSizeListBuilder(new FixedSizeListType(ArrowType.Int32, 2));
        ((PrimitiveBuilder<int>)builder.Items).Append(1);

        var problem = Assert.Throws<InvalidOperationException>(builder.Append);

        Assert.Equal("1 lists of 2 items don't have 1 items.", problem.Message);
    }

    [Fact]
    public void Struct_with_a_missing_part_is_refused()
    {
        var builder = new StructBuilder(new StructType([new Field("a", ArrowType.Int32), new Field("b", ArrowType.Int32)]));
        ((PrimitiveBuilder<int>)builder.Parts[0]).Append(1);

        var problem = Assert.Throws<InvalidOperationException>(builder.Append);

        Assert.Equal("The part \"b\" has 0 values for 1 structs.", problem.Message);
    }

    [Fact]
    public void Null_in_a_struct_of_dictionary_text_can_be_read_back()
    {
        var type = new StructType([new Field("a", ArrowType.DictionaryUtf8, nullable: false)]);
        var builder = new StructBuilder(type);
        builder.AppendNull();
        Schema schema = new(new Field("s", type));

        var read = ArrowFileReader.Open(ArrowBytes.File(schema, [new RecordBatch(schema, [builder.Build()], 1)])).Read(0);

        Assert.Equal(["null"], ArrowText.Rows(read));
    }
}
