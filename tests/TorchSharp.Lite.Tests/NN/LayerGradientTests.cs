using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class LayerGradientTests
{
    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Make, long[] Input)> Layers = new()
    {
        ["Linear"] = (() => Linear(3, 2), [4, 3]),
        ["Linear without bias"] = (() => Linear(3, 2, hasBias: false), [4, 3]),
        ["Conv1d"] = (() => Conv1d(2, 3, 3, stride: 2, padding: 1), [2, 2, 7]),
        ["Conv1d same"] = (() => Conv1d(2, 2, 3, Padding.Same), [1, 2, 5]),
        ["Conv2d"] = (() => Conv2d(2, 4, 3, stride: 2, padding: 1, groups: 2), [1, 2, 5, 5]),
        ["Conv2d sides"] = (() => Conv2d(1, 2, (2, 3), dilation: (2, 1)), [1, 1, 5, 4]),
        ["Conv2d valid"] = (() => Conv2d(1, 2, (2, 3), Padding.Valid), [1, 1, 4, 4]),
        ["Conv2d circular"] = (() => Conv2d(1, 1, 3, padding: 1L, padding_mode: PaddingModes.Circular), [1, 1, 4, 4]),
        ["ConvTranspose2d"] = (() => ConvTranspose2d(2, 2, 3, stride: 2, padding: 1, output_padding: 1), [1, 2, 3, 3]),
        ["BatchNorm1d"] = (() => BatchNorm1d(3), [5, 3]),
        ["BatchNorm2d"] = (() => BatchNorm2d(2), [2, 2, 3, 2]),
        ["BatchNorm3d"] = (() => BatchNorm3d(2), [2, 2, 2, 2, 1]),
        ["LayerNorm"] = (() => LayerNorm(4), [3, 4]),
        ["LayerNorm over two"] = (() => LayerNorm([2, 3], bias: false), [2, 2, 3]),
        ["GroupNorm"] = (() => GroupNorm(2, 4), [2, 4, 3]),
        ["ReLU"] = (() => ReLU(), [3, 4]),
        ["ReLU6"] = (() => ReLU6(), [3, 4]),
        ["LeakyReLU"] = (() => LeakyReLU(0.2), [3, 4]),
        ["ELU"] = (() => ELU(0.7), [3, 4]),
        ["GELU"] = (() => GELU(), [3, 4]),
        ["GELU tanh"] = (() => GELU(Modules.GELU.Approximate.tanh), [3, 4]),
        ["SiLU"] = (() => SiLU(), [3, 4]),
        ["Tanh"] = (() => Tanh(), [3, 4]),
        ["Sigmoid"] = (() => Sigmoid(), [3, 4]),
        ["Softmax"] = (() => Softmax(1), [3, 4]),
        ["LogSoftmax"] = (() => LogSoftmax(0), [3, 4]),
        ["Softplus"] = (() => Softplus(2), [3, 4]),
        ["Hardtanh"] = (() => Hardtanh(-0.5, 0.55), [3, 4]),
        ["PReLU"] = (() => PReLU(3), [2, 3, 2]),
        ["MaxPool2d"] = (() => MaxPool2d(2), [1, 2, 4, 4]),
        ["AvgPool2d"] = (() => AvgPool2d(3, stride: 2, padding: 1, count_include_pad: false), [1, 1, 5, 5]),
        ["AdaptiveAvgPool2d"] = (() => AdaptiveAvgPool2d((2, 1)), [1, 2, 5, 3]),
        ["AdaptiveAvgPool1d"] = (() => AdaptiveAvgPool1d(2), [1, 2, 5]),
        ["Flatten"] = (() => Flatten(), [2, 2, 2]),
        ["Unflatten"] = (() => Unflatten(1, [2, 2]), [3, 4]),
        ["Identity"] = (() => Identity(), [3]),
        ["Sequential"] = (() => Sequential(Linear(3, 4), Tanh(), Linear(4, 2)), [2, 3]),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_central_differences(string name)
    {
        var (make, shape) = Layers[name];
        using var layer = make();
        GradientCheck.Layer(layer, Numbers.Some(17, shape));
    }

    [Fact]
    public void Embedding_gradient_agrees_with_central_differences()
    {
        using var layer = Embedding(4, 3, dtype: ScalarType.Float64);
        using var indices = tensor(new long[] { 1, 3, 1 });
        GradientCheck.Run(() => layer.call(indices), layer.weight);
    }
}
