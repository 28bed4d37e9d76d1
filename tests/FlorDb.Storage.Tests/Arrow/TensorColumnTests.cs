using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Tests.Arrow;

public class TensorColumnTests
{
    private static readonly TensorValue Matrix = new(ElementType.UInt8, [2, 2], new byte[] { 1, 2, 3, 4 });

    [Fact]
    public void One_shape_gives_nested_lists_of_fixed_size()
    {
        var builder = TensorColumnBuilder.Create("m", ElementType.UInt8, [[2, 2]]);
        builder.Append(Matrix);

        Assert.Equal("fixed_size_list<fixed_size_list<uint8>(2)>(2)", builder.Field.Type.ToString());
        Assert.Equal(["[[1, 2], [3, 4]]"], ArrowText.Column(builder.Build()));
    }

    [Fact]
    public void Several_shapes_give_structs_of_data_and_shape()
    {
        var builder = TensorColumnBuilder.Create("m", ElementType.UInt8, [[2, 2], [0, 5]]);
        builder.Append(Matrix);
        builder.Append(new TensorValue(ElementType.UInt8, [0, 5], default));

        Assert.Equal(["{[1, 2, 3, 4], [2, 2]}", "{[], [0, 5]}"], ArrowText.Column(builder.Build()));
    }

    [Fact]
    public void Value_of_another_shape_or_type_is_refused()
    {
        var builder = TensorColumnBuilder.Create("m", ElementType.UInt8, [[4]]);

        var problem = Assert.Throws<ArgumentException>(() => builder.Append(Matrix));

        Assert.StartsWith("A value of UInt8 and the shape [2, 2] does not fit into a column of UInt8 and the shape [4].", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_of_different_dimensions_are_refused() =>
        Assert.Throws<ArgumentException>(() => TensorColumnBuilder.Create("m", ElementType.UInt8, [[4], [2, 2]]));

    [Theory]
    [InlineData("""{"shape":[3]}""")]
    [InlineData("""{"shape":[-4]}""")]
    [InlineData("""{"shape":4}""")]
    [InlineData("""{}""")]
    [InlineData("nonsense")]
    public void Declared_shape_that_does_not_fit_is_damage(string parameters)
    {
        var builder = TensorColumnBuilder.Create("m", ElementType.UInt8, [[4]]);
        var metadata = KeyValueMetadata.Of((ArrowExtensions.NameKey, ArrowExtensions.FixedShapeTensor), (ArrowExtensions.ParametersKey, parameters));

        Assert.Throws<ArrowFormatException>(() => TensorColumn.TryOpen(builder.Field with { Metadata = metadata }, builder.Build()));
    }

    [Fact]
    public void Row_whose_shape_does_not_fit_its_elements_is_damage()
    {
        var field = ArrowExtensions.VariableShapeTensorField("m", ElementType.UInt8, 1);
        var builder = new StructBuilder((StructType)field.Type);
        ((ListBuilder)builder.Parts[0]).Append();
        var shape = (FixedSizeListBuilder)builder.Parts[1];
        ((PrimitiveBuilder<int>)shape.Items).Append(7);
        shape.Append();
        builder.Append();

        var problem = Assert.Throws<ArrowFormatException>(() => TensorColumn.TryOpen(field, builder.Build())![0]);

        Assert.Equal("Column \"m\", row 0: 0 elements don't fit the shape [7].", problem.Message);
    }

    [Fact]
    public void Plain_column_is_none_of_tensors() =>
        Assert.Null(TensorColumn.TryOpen(new Field("x", ArrowType.Int64), ArrayBuilder.Create(ArrowType.Int64).Build()));
}
