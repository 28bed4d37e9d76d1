using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class LayerValueTests
{
    private static readonly double[] Xs = [-8, -1.5, -0.2, 0.3, 2, 9];

    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Make, Func<double, double> Formula)> Activations = new()
    {
        ["ReLU"] = (() => ReLU(), x => Math.Max(x, 0)),
        ["ReLU in place"] = (() => ReLU(inplace: true), x => Math.Max(x, 0)),
        ["ReLU6"] = (() => ReLU6(), x => Math.Clamp(x, 0, 6)),
        ["LeakyReLU"] = (() => LeakyReLU(), x => x > 0 ? x : 0.01 * x),
        ["ELU"] = (() => ELU(2, inplace: true), x => x > 0 ? x : 2 * (Math.Exp(x) - 1)),
        ["GELU tanh"] = (
            () => GELU(Modules.GELU.Approximate.tanh), x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        ["SiLU"] = (() => SiLU(true), x => x / (1 + Math.Exp(-x))),
        ["Tanh"] = (() => Tanh(), Math.Tanh),
        ["Sigmoid"] = (() => Sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        ["Softplus"] = (() => Softplus(2, 5), x => 2 * x > 5 ? x : Math.Log(1 + Math.Exp(2 * x)) / 2),
        ["Hardtanh"] = (() => Hardtanh(), x => Math.Clamp(x, -1, 1)),
        ["PReLU"] = (() => PReLU(1, 0.5, dtype: ScalarType.Float64), x => x > 0 ? x : 0.5 * x),
        ["Identity"] = (() => Identity(), x => x),
        ["Dropout in evaluation"] = (() => Evaluated(Dropout(0.9)), x => x),
    };

    public static TheoryData<string> Names => [.. Activations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Activations_follow_their_formulas(string name)
    {
        var (make, formula) = Activations[name];
        using var layer = make();
        using var input = tensor(Xs);
        Numbers.Equal(Xs.Select(formula).ToArray(), layer.call(input), 1e-12);
    }

    [Fact]
    public void Gelu_is_x_times_the_normal_distribution_function()
    {
        Numbers.Equal([-0.15865525393145707, 0.8413447460685429], functional.gelu(tensor(new[] { -1.0, 1.0 })), 1e-12);
    }

    [Fact]
    public void In_place_activations_change_their_input_and_give_another_object()
    {
        using var input = tensor(new[] { -1.0, 2.0 });
        using var layer = ReLU(inplace: true);
        var output = layer.call(input);
        Assert.NotSame(input, output);
        output.Dispose();
        Numbers.Equal([0, 2], input);
    }

    [Fact]
    public void Softmax_sums_to_one_and_log_softmax_is_its_logarithm()
    {
        using var input = Numbers.Some(1, 3, 4);
        Numbers.Equal([1, 1, 1], functional.softmax(input, 1).sum(1), 1e-12);
        Numbers.Equal(functional.softmax(input, 1).log(), functional.log_softmax(input, 1), 1e-12);
        Assert.Equal(ScalarType.Float32, functional.softmax(input, 0, ScalarType.Float32).dtype);
    }

    [Fact]
    public void Linear_is_a_matrix_product_plus_bias()
    {
        using var weight = tensor(new double[] { 1, 2, 3, 4, 5, 6 }).reshape(2, 3);
        using var layer = Linear(new Modules.Parameter(weight), new Modules.Parameter(tensor(new[] { 0.5, -0.5 })));
        Numbers.Equal([1 + 4 + 9 + 0.5, 4 + 10 + 18 - 0.5], layer.call(tensor(new double[] { 1, 2, 3 })));
        Assert.Equal((3, 2), (layer.in_features, layer.out_features));
    }

    [Fact]
    public void Conv2d_is_a_cross_correlation()
    {
        using var layer = Conv2d(1, 1, (2, 2), bias: false, dtype: ScalarType.Float64);
        layer.weight = new Modules.Parameter(tensor(new double[] { 1, 2, 3, 4 }).reshape(1, 1, 2, 2));
        using var input = arange(9, ScalarType.Float64).reshape(1, 1, 3, 3);
        Numbers.Equal([0 + 2 + 9 + 16, 1 + 4 + 12 + 20, 3 + 8 + 18 + 28, 4 + 10 + 21 + 32], layer.call(input));
    }

    [Fact]
    public void Transposed_convolution_is_the_gradient_of_a_convolution()
    {
        using var up = ConvTranspose2d(2, 3, 3, stride: 2, padding: 1, output_padding: 1, bias: false, dtype: ScalarType.Float64);
        using var image = Numbers.Some(3, 1, 3, 6, 6).requires_grad_();
        using var output = Numbers.Some(4, 1, 2, 3, 3);
        functional.conv2d(image, up.weight, strides: [2, 2], padding: [1, 1]).mul(output).sum().backward();
        Numbers.Equal(image.grad!, up.call(output));
    }

    [Fact]
    public void Padding_same_keeps_the_size_and_modes_fill_it()
    {
        using var same = Conv2d(1, 2, (3, 5), Padding.Same);
        Assert.Equal([1L, 2, 6, 7], same.call(ones(1, 1, 6, 7)).shape);
        using var reflect = Conv1d(1, 1, 3, Padding.Same, padding_mode: PaddingModes.Reflect, bias: false, dtype: ScalarType.Float64);
        init.ones_(reflect.weight);
        Numbers.Equal([2 + 1 + 2, 1 + 2 + 4, 2 + 4 + 2], reflect.call(tensor(new double[] { 1, 2, 4 }).reshape(1, 1, 3)));
    }

    [Fact]
    public void Convolutions_refuse_groups_that_do_not_divide_the_channels()
    {
        Assert.Throws<ArgumentException>(() => Conv2d(3, 4, 3, groups: 2));
        Assert.Throws<ArgumentException>(() => Conv1d(2, 2, 3, Padding.Same, stride: 2));
    }

    [Fact]
    public void Norm_layers_give_zero_mean_and_unit_variance()
    {
        using var layer = LayerNorm([2, 3], eps: 0, dtype: ScalarType.Float64);
        using var groups = GroupNorm(2, 4, eps: 0, affine: false);
        using var input = Numbers.Some(5, 4, 2, 3);
        var normal = layer.call(input).reshape(4, 6);
        Numbers.Equal([0, 0, 0, 0], normal.mean([1]), 1e-12);
        Numbers.Equal([1, 1, 1, 1], normal.square().mean([1]), 1e-12);
        var grouped = groups.call(Numbers.Some(6, 1, 4, 3)).reshape(2, 6);
        Numbers.Equal([0, 0], grouped.mean([1]), 1e-12);
        Numbers.Equal([1, 1], grouped.square().mean([1]), 1e-12);
    }

    [Fact]
    public void Pooling_takes_maxima_and_means_of_windows()
    {
        using var input = arange(16, ScalarType.Float64).reshape(1, 1, 4, 4);
        using var max = MaxPool2d(2);
        using var mean = AvgPool2d((2, 2), stride: (2, 1));
        using var adaptive = AdaptiveAvgPool2d(1);
        Numbers.Equal([5, 7, 13, 15], max.call(input));
        Numbers.Equal([2.5, 3.5, 4.5, 10.5, 11.5, 12.5], mean.call(input));
        Numbers.Equal([7.5], adaptive.call(input));
    }

    [Fact]
    public void Embedding_gives_rows_and_leaves_the_padding_row_zero()
    {
        using var layer = Embedding(4, 3, padding_idx: -1);
        Numbers.Equal([0, 0, 0], layer.call(tensor(new long[] { 3 })));
        layer.call(tensor(new long[] { 0, 3 })).sum().backward();
        Numbers.Equal([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], layer.weight.grad!);
        Assert.Throws<ArgumentOutOfRangeException>(() => Embedding(4, 3, padding_idx: 4));
    }

    [Fact]
    public void Embedding_from_pretrained_copies_and_freezes()
    {
        using var table = Numbers.Some(7, 3, 2);
        using var layer = Embedding_from_pretrained(table);
        Assert.False(layer.weight.requires_grad);
        Numbers.Equal(table.select(0, 2), layer.call(tensor(2L)));
        table.zero_();
        Assert.NotEqual(0, layer.weight.abs().sum().ToDouble());
    }

    [Fact]
    public void Embedding_scales_rows_down_to_the_largest_norm()
    {
        using var layer = Embedding_from_pretrained(tensor(new double[] { 3, 4, 0.3, 0.4 }).reshape(2, 2), max_norm: 1);
        Numbers.Equal([0.6, 0.8, 0.3, 0.4], layer.call(tensor(new long[] { 0, 1 })), 1e-6);
    }

    private static Module<Tensor, Tensor> Evaluated(Module<Tensor, Tensor> module)
    {
        module.eval();
        return module;
    }
}
