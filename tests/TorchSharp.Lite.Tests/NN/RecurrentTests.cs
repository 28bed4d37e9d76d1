using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class RecurrentTests
{
    [Fact]
    public void Lstm_follows_its_equations()
    {
        using var layer = LSTM(2, 3, dtype: ScalarType.Float64);
        using var input = Numbers.Some(1, 4, 1, 2);
        var (h, c) = (zeros(1, 3, ScalarType.Float64), zeros(1, 3, ScalarType.Float64));
        var outputs = new List<Tensor>();
        for (var t = 0; t < 4; t++)
        {
            var gates = Gates(layer, "ih", input.select(0, t)).add(Gates(layer, "hh", h)).chunk(4, 1);
            c = gates[1].sigmoid().mul(c).add(gates[0].sigmoid().mul(gates[2].tanh()));
            h = gates[3].sigmoid().mul(c.tanh());
            outputs.Add(h);
        }
        var (output, hidden, memory) = layer.call(input);
        Numbers.Equal(stack(outputs), output, 1e-12);
        Numbers.Equal(h.unsqueeze(0), hidden, 1e-12);
        Numbers.Equal(c.unsqueeze(0), memory, 1e-12);
    }

    [Fact]
    public void Gru_follows_its_equations()
    {
        using var layer = GRU(2, 3, batchFirst: true, dtype: ScalarType.Float64);
        using var input = Numbers.Some(2, 1, 4, 2);
        using var start = Numbers.Some(3, 1, 1, 3);
        var h = start.select(0, 0);
        for (var t = 0; t < 4; t++)
        {
            var (x, s) = (Gates(layer, "ih", input.select(1, t)).chunk(3, 1), Gates(layer, "hh", h).chunk(3, 1));
            var update = x[1].add(s[1]).sigmoid();
            var candidate = x[2].add(x[0].add(s[0]).sigmoid().mul(s[2])).tanh();
            h = update.mul(h).add(update.neg().add(1).mul(candidate));
        }
        var (output, hidden) = layer.call(input, start);
        Numbers.Equal(h.unsqueeze(0), hidden, 1e-12);
        Numbers.Equal(h, output.select(1, 3), 1e-12);
    }

    [Fact]
    public void Names_and_shapes_follow_libtorch()
    {
        using var layer = LSTM(2, 3, numLayers: 2, bidirectional: true);
        Assert.Equal(
            ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ih_l0_reverse", "weight_hh_l0_reverse"],
            layer.named_parameters().Take(6).Select(item => item.name));
        Assert.Equal([12L, 6], layer.get_parameter("weight_ih_l1_reverse")!.shape);
        var (output, hidden, _) = layer.call(ones(5, 4, 2));
        Assert.Equal([5L, 4, 6], output.shape);
        Assert.Equal([4L, 4, 3], hidden.shape);
        using var plain = GRU(2, 3, bias: false);
        Assert.Equal(["weight_ih_l0", "weight_hh_l0"], plain.state_dict().Keys);
        Assert.Throws<ArgumentException>(() => plain.call(ones(5, 2)));
    }

    [Fact]
    public void Gradients_agree_with_central_differences()
    {
        using var lstm = LSTM(2, 2, dtype: ScalarType.Float64);
        using var gru = GRU(2, 2, dtype: ScalarType.Float64);
        using var input = Numbers.Some(4, 3, 1, 2);
        GradientCheck.Run(() => lstm.call(input).Item1, [input, .. lstm.parameters()]);
        GradientCheck.Run(() => gru.call(input).Item1, [input, .. gru.parameters()]);
    }

    [Fact]
    public void Sequences_are_padded_at_their_ends()
    {
        using var padded = nn.utils.rnn.pad_sequence([tensor(new[] { 1.0, 2.0 }), tensor(new[] { 3.0 })], batch_first: true, padding_value: -1);
        Assert.Equal([2L, 2], padded.shape);
        Numbers.Equal([1, 2, 3, -1], padded);
    }

    private static Tensor Gates(Module layer, string side, Tensor input) =>
        functional.linear(input, layer.get_parameter($"weight_{side}_l0")!.detach(), layer.get_parameter($"bias_{side}_l0")!.detach());
}
