using TorchSharp.Lite.Tests.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

[Collection(ProcessState.Name)]
public sealed class InitTests
{
    [Fact]
    public void Linear_draws_weight_then_bias_uniformly_from_the_fan_in()
    {
        manual_seed(11);
        using var layer = Linear(4, 3);
        manual_seed(11);
        var bound = Math.Sqrt(3) * (Math.Sqrt(2 / (1 + Math.Sqrt(5) * Math.Sqrt(5))) / Math.Sqrt(4));
        Numbers.Equal(empty(3, 4).uniform_(-bound, bound), layer.weight);
        Numbers.Equal(empty(3).uniform_(-0.5, 0.5), layer.bias!);
    }

    [Fact]
    public void Linear_of_a_known_seed_has_the_numbers_that_PyTorch_gives()
    {
        manual_seed(0);
        using var layer = Linear(2, 2);
        Numbers.Equal([-0.0053, 0.3793, -0.5820, -0.5204], layer.weight, 1e-4);
        Numbers.Equal([-0.2723, 0.1896], layer.bias!, 1e-4);
    }

    [Fact]
    public void Convolution_draws_as_linear_layers_do()
    {
        manual_seed(12);
        using var layer = Conv2d(2, 3, 2);
        manual_seed(12);
        var bound = 1 / Math.Sqrt(8);
        Numbers.Equal(empty(3, 2, 2, 2).uniform_(-bound, bound), layer.weight, 1e-6);
        Numbers.Equal(empty(3).uniform_(-bound, bound), layer.bias!, 1e-6);
    }

    [Fact]
    public void Multihead_attention_draws_the_output_projection_first()
    {
        manual_seed(13);
        using var layer = MultiheadAttention(4, 2);
        manual_seed(13);
        Numbers.Equal(empty(4, 4).uniform_(-0.5, 0.5), layer.get_parameter("out_proj.weight")!, 1e-6);
        empty(4).uniform_(-0.5, 0.5).Dispose();
        var bound = Math.Sqrt(6.0 / 16);
        Numbers.Equal(empty(12, 4).uniform_(-bound, bound), layer.get_parameter("in_proj_weight")!, 1e-6);
        Numbers.Equal(new double[4], layer.get_parameter("out_proj.bias")!);
    }

    [Fact]
    public void Fans_multiply_by_the_field()
    {
        Assert.Equal((2 * 15L, 4 * 15L), init.CalculateFanInAndFanOut(empty(4, 2, 3, 5)));
        Assert.Throws<ArgumentException>(() => init.CalculateFanInAndFanOut(empty(4)));
    }

    [Fact]
    public void Gains_are_those_of_the_literature()
    {
        Assert.Equal(1, init.calculate_gain(init.NonlinearityType.Linear));
        Assert.Equal(5.0 / 3, init.calculate_gain(init.NonlinearityType.Tanh));
        Assert.Equal(Math.Sqrt(2), init.calculate_gain(init.NonlinearityType.ReLU));
        Assert.Equal(Math.Sqrt(2 / 1.04), init.calculate_gain(init.NonlinearityType.LeakyReLU, 0.2));
    }

    [Fact]
    public void Kaiming_and_xavier_have_their_standard_deviations()
    {
        manual_seed(1);
        using var weight = empty(200, 300);
        void Deviates(Tensor drawn, double expected) => Assert.InRange(drawn.std().ToDouble(), expected * 0.98, expected * 1.02);
        Deviates(init.kaiming_uniform_(weight), Math.Sqrt(2.0 / 300));
        Deviates(init.kaiming_normal_(weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU), Math.Sqrt(2.0 / 200));
        Deviates(init.xavier_uniform_(weight, 2), 2 * Math.Sqrt(2.0 / 500));
        Deviates(init.normal_(weight, 1, 3), 3);
        Deviates(init.uniform_(weight, 0, 6), 6 / Math.Sqrt(12));
    }

    [Fact]
    public void Truncated_normal_stays_within_its_bounds()
    {
        // The mean is 0.5 + 2 (φ(-1/4) - φ(5/4)) / (Φ(5/4) - Φ(-1/4)) = 1.3276.
        manual_seed(1);
        using var drawn = init.trunc_normal_(empty(20_000), 0.5, 2, 0, 3);
        Assert.InRange(drawn.min().ToDouble(), 0, 0.01);
        Assert.InRange(drawn.max().ToDouble(), 2.99, 3);
        Assert.InRange(drawn.mean().ToDouble(), 1.31, 1.345);
    }

    [Fact]
    public void Orthogonal_matrices_have_orthonormal_sides()
    {
        using var wide = init.orthogonal_(empty(3, 5, ScalarType.Float64));
        Numbers.Equal(eye(3, dtype: ScalarType.Float64), wide.mm(wide.t()), 1e-10);
        using var tall = init.orthogonal_(empty(5, 3, ScalarType.Float64), 2);
        Numbers.Equal(eye(3, dtype: ScalarType.Float64).mul(4), tall.t().mm(tall), 1e-10);
    }

    [Fact]
    public void Sparse_zeroes_a_part_of_each_column()
    {
        using var drawn = init.sparse_(empty(10, 6), 0.3);
        Numbers.Equal([3, 3, 3, 3, 3, 3], drawn.eq(0).sum(0L));
    }

    [Fact]
    public void Constants_identities_and_diracs_fill_as_named()
    {
        Numbers.Equal([1, 0, 0, 0, 1, 0], init.eye_(empty(2, 3)));
        Numbers.Equal([2, 2], init.constant_(empty(2), 2));
        Numbers.Equal([1, 1], init.ones_(empty(2)));
        using var dirac = init.dirac_(empty(2, 2, 3));
        Numbers.Equal([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], dirac);
    }

    [Fact]
    public void Initialisers_change_leaf_parameters_in_place()
    {
        using var layer = Linear(2, 2);
        Assert.Same(layer.weight, init.zeros_(layer.weight));
        Assert.True(layer.weight.is_leaf);
        Assert.True(layer.weight.requires_grad);
    }
}
