using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class TransformerTests
{
    [Fact]
    public void Encoder_layer_adds_and_normalises_twice()
    {
        using var layer = TransformerEncoderLayer(4, 2, 6, activation: Activations.GELU).to(ScalarType.Float64);
        layer.eval();
        using var input = Numbers.Some(1, 3, 2, 4);
        var attention = (Modules.MultiheadAttention)layer.named_children().First().module;
        var middle = functional.layer_norm(input.add(attention.call(input, input, input).Item1), [4]);
        Tensor Linear(Tensor x, string name) => functional.linear(x, layer.get_parameter(name + ".weight")!, layer.get_parameter(name + ".bias"));
        var expected = functional.layer_norm(middle.add(Linear(functional.gelu(Linear(middle, "linear1")), "linear2")), [4]);
        Numbers.Equal(expected, layer.call(input), 1e-12);
    }

    [Fact]
    public void Names_follow_libtorch()
    {
        using var layer = TransformerEncoderLayer(4, 2, 6);
        Assert.Equal(
            [
                "self_attn.in_proj_weight", "self_attn.in_proj_bias", "self_attn.out_proj.weight", "self_attn.out_proj.bias",
                "linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias",
                "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias",
            ],
            layer.named_parameters().Select(item => item.name));
    }

    [Fact]
    public void Encoder_begins_with_copies_and_applies_them_in_turn()
    {
        using var layer = TransformerEncoderLayer(4, 2, 6);
        using var encoder = TransformerEncoder(layer, 2);
        encoder.eval();
        layer.eval();
        using var input = ones(3, 1, 4);
        using var future = ones(3, 3, ScalarType.Bool).triu(1);
        Numbers.Equal(layer.call(layer.call(input)), encoder.call(input), 1e-6);
        Numbers.Equal(layer.call(layer.call(input, future), future), encoder.call(input, future), 1e-6);
        Assert.True(encoder.has_parameter("layers.1.linear2.bias"));
        Assert.Equal(24, encoder.parameters().Count());
        using var outer = ModuleList<Module>(encoder);
        Assert.Equal(["layers"], encoder.named_children().Select(item => item.name));
        Assert.Equal(5, ((Modules.TransformerEncoderLayer)encoder.modules().ElementAt(1)).children().Count());
    }

    [Fact]
    public void Masked_positions_do_not_matter()
    {
        using var layer = TransformerEncoderLayer(4, 2, 6, dropout: 0);
        using var padding = tensor(new[] { false, false, true }).reshape(1, 3);
        using var all = zeros(3, 3, ScalarType.Bool);
        using var input = Numbers.Some(2, 3, 1, 4).to(ScalarType.Float32);
        using var other = input.clone();
        other.select(0, 2).fill_(9);
        var (one, two) = (layer.call(input, all, padding), layer.call(other, all, padding));
        Numbers.Equal(one.narrow(0, 0, 2), two.narrow(0, 0, 2), 1e-6);
    }
}
