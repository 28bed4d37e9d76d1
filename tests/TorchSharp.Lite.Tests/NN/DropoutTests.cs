using TorchSharp.Lite.Tests.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

[Collection(ProcessState.Name)]
public sealed class DropoutTests
{
    [Fact]
    public void Training_zeroes_some_and_scales_the_others()
    {
        manual_seed(5);
        using var layer = Dropout(0.25);
        var values = Numbers.Of(layer.call(ones(10_000, dtype: ScalarType.Float64)));
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - 1 / 0.75) < 1e-12));
        // Six standard deviations of a binomial count.
        Assert.InRange(values.Count(value => value == 0), 2_500 - 6 * 43.3, 2_500 + 6 * 43.3);
    }

    [Fact]
    public void The_same_seed_drops_the_same_elements()
    {
        using var layer = Dropout();
        manual_seed(3);
        var first = Numbers.Of(layer.call(ones(100)));
        manual_seed(3);
        Numbers.Equal(first, layer.call(ones(100)));
    }

    [Fact]
    public void In_place_dropout_changes_its_input()
    {
        manual_seed(1);
        using var layer = Dropout(0.5, inplace: true);
        using var input = ones(100);
        Numbers.Equal(layer.call(input), input);
        Assert.Contains(0, Numbers.Of(input));
    }

    [Fact]
    public void Dropout2d_drops_whole_channels()
    {
        manual_seed(2);
        using var layer = Dropout2d(0.5);
        var channels = Numbers.Of(layer.call(ones(4, 50, 3, 3)).sum([2, 3]));
        Assert.Equal([0, 18], channels.Distinct().Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Evaluation_passes_everything(int dimensions)
    {
        using Module<Tensor, Tensor> layer = dimensions switch { 1 => Dropout1d(), 2 => Dropout2d(), _ => Dropout3d() };
        layer.eval();
        using var input = Numbers.Some(1, [2, 3, .. Enumerable.Repeat(2L, dimensions)]);
        Numbers.Equal(input, layer.call(input));
    }
}
