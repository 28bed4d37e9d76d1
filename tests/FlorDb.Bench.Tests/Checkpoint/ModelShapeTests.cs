using FlorDb.Bench.Checkpoint.Shapes;

namespace FlorDb.Bench.Tests.Checkpoint;

public sealed class ModelShapeTests
{
    /// <summary>The counts are those of the published models; the megabytes, those of their files.</summary>
    [Theory]
    [InlineData("YOLOS-tiny", 6_488_736, 26)]
    [InlineData("DETR", 41_524_768, 167)]
    [InlineData("ResNet-152", 60_192_808, 242)]
    [InlineData("BERT", 110_106_428, 440)]
    [InlineData("TAPAS", 110_676_486, 443)]
    [InlineData("LayoutLMv3", 125_326_976, 501)]
    [InlineData("GPT-2", 124_439_808, 548)]
    [InlineData("CLIP-ViT-L", 427_616_513, 1710)]
    public void Model_has_as_many_parameters_as_the_published_one(string name, long parameters, double megabytes)
    {
        var shape = ModelShape.Of(name);

        Assert.Equal(parameters, shape.Elements(TensorRole.Parameter));
        Assert.InRange(shape.Tensors.Sum(tensor => tensor.Elements) * sizeof(float) / 1e6, 0.99 * megabytes, 1.01 * megabytes);
    }

    [Fact]
    public void Every_model_has_a_head_a_table_and_names_of_its_own() => Assert.All(ModelShape.All, shape =>
    {
        Assert.Equal(shape.Tensors.Count, shape.Tensors.Select(tensor => tensor.Name.Replace('.', '_')).Distinct().Count());
        Assert.All(shape.Head, prefix => Assert.Contains(shape.Tensors, tensor => tensor.Name.StartsWith($"{prefix}.", StringComparison.Ordinal)));
        Assert.Contains(shape.Tensors, tensor => tensor.Name == shape.Table && tensor.Role == TensorRole.Parameter);
        long head = shape.Tensors.Where(shape.IsInHead).Sum(tensor => tensor.Elements);
        Assert.InRange(head, 1, shape.Elements(TensorRole.Parameter) / 10);
    });
}
