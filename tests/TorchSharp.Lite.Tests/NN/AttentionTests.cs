using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class AttentionTests
{
    [Fact]
    public void Multihead_attention_agrees_with_loops_over_heads()
    {
        using var layer = MultiheadAttention(6, 2).to(ScalarType.Float64);
        using var query = Numbers.Some(1, 3, 2, 6);
        using var memory = Numbers.Some(2, 4, 2, 6);
        var (output, weights) = layer.call(query, memory, memory);
        var (expected, expectedWeights) = Reference(layer, query, memory, memory, null);
        Numbers.Equal(expected, output, 1e-10);
        Numbers.Equal(expectedWeights, weights, 1e-10);
    }

    [Fact]
    public void Masks_leave_keys_and_pairs_out()
    {
        using var layer = MultiheadAttention(4, 2).to(ScalarType.Float64);
        using var x = Numbers.Some(3, 3, 2, 4);
        using var future = ones(3, 3, ScalarType.Bool).triu(1);
        using var padding = tensor(new[] { false, false, true, false, false, false }).reshape(2, 3);
        var (output, weights) = layer.call(x, x, x, padding, attn_mask: future);
        using var both = zeros(2, 3, 3, ScalarType.Float64).masked_fill(future, double.NegativeInfinity)
            .masked_fill(padding.unsqueeze(1), double.NegativeInfinity);
        var (expected, expectedWeights) = Reference(layer, x, x, x, both);
        Numbers.Equal(expected, output, 1e-10);
        Numbers.Equal(expectedWeights, weights, 1e-10);
        Assert.Equal(0, weights[0, 2, 2].ToDouble());
    }

    [Fact]
    public void A_mask_of_numbers_is_added_to_the_scores()
    {
        using var layer = MultiheadAttention(4, 1).to(ScalarType.Float64);
        using var x = Numbers.Some(4, 3, 1, 4);
        using var mask = Numbers.Some(5, 3, 3);
        var (output, _) = layer.call(x, x, x, attn_mask: mask);
        Numbers.Equal(Reference(layer, x, x, x, mask.unsqueeze(0)).Output, output, 1e-10);
    }

    [Fact]
    public void Names_follow_libtorch()
    {
        using var shared = MultiheadAttention(4, 2);
        Assert.Equal(["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"], shared.named_parameters().Select(item => item.name));
        using var split = MultiheadAttention(4, 2, bias: false, add_bias_kv: true, kdim: 3, vdim: 5);
        Assert.Equal(
            ["q_proj_weight", "k_proj_weight", "v_proj_weight", "bias_k", "bias_v", "out_proj.weight"],
            split.named_parameters().Select(item => item.name));
        Assert.True(shared.has_parameter("out_proj.weight"));
    }

    [Fact]
    public void Keys_and_values_may_have_other_widths()
    {
        using var layer = MultiheadAttention(4, 2, kdim: 3, vdim: 5);
        var (output, weights) = layer.call(ones(2, 1, 4), ones(6, 1, 3), ones(6, 1, 5), need_weights: false);
        Assert.Equal([2L, 1, 4], output.shape);
        Assert.Null(weights);
    }

    [Fact]
    public void Added_keys_take_their_share_of_the_weights()
    {
        using var layer = MultiheadAttention(4, 2, add_bias_kv: true, add_zero_attn: true);
        using var padding = zeros(1, 3, ScalarType.Bool);
        var (_, weights) = layer.call(ones(2, 1, 4), ones(3, 1, 4), ones(3, 1, 4), padding);
        Assert.Equal([1L, 2, 5], weights.shape);
        Numbers.Equal([1, 1], weights.sum(2), 1e-6);
    }

    [Fact]
    public void Gradients_agree_with_central_differences()
    {
        using var layer = MultiheadAttention(4, 2).to(ScalarType.Float64);
        using var x = Numbers.Some(6, 2, 1, 4);
        GradientCheck.Run(() => layer.call(x, x, x).Item1, [x, .. layer.parameters()]);
    }

    [Fact]
    public void Dropout_acts_in_training_only()
    {
        using var layer = MultiheadAttention(4, 2, dropout: 0.9);
        using var x = ones(8, 1, 4);
        Assert.Contains(0, Numbers.Of(layer.call(x, x, x).Item2));
        layer.eval();
        Numbers.Equal(Enumerable.Repeat(0.125, 64).ToArray(), layer.call(x, x, x).Item2, 1e-6);
    }

    [Fact]
    public void Scaled_dot_product_attention_is_softmax_of_scaled_products()
    {
        using var q = Numbers.Some(1, 2, 3, 4);
        using var k = Numbers.Some(2, 2, 5, 4);
        using var v = Numbers.Some(3, 2, 5, 6);
        var expected = q.bmm(k.transpose(1, 2)).div(2).softmax(-1).bmm(v);
        Numbers.Equal(expected, functional.scaled_dot_product_attention(q, k, v), 1e-12);
        var causal = functional.scaled_dot_product_attention(q, q, q, is_casual: true);
        Numbers.Equal(q.narrow(1, 0, 1), causal.narrow(1, 0, 1), 1e-12);
        Assert.Throws<ArgumentException>(() => functional.scaled_dot_product_attention(q, q, q, ones(3, 3), is_casual: true));
    }

    private static (Tensor Output, Tensor Weights) Reference(
        Modules.MultiheadAttention layer, Tensor query, Tensor key, Tensor value, Tensor? mask)
    {
        var (batch, features) = (query.shape[1], query.shape[2]);
        const int heads = 2;
        var count = mask is { ndim: 3 } && mask.shape[0] == 1 ? 1 : heads;
        var width = features / count;
        var weight = layer.get_parameter("in_proj_weight")!.detach();
        var outputs = new List<Tensor>();
        var weights = new List<Tensor>();
        for (long n = 0; n < batch; n++)
        {
            var parts = new List<Tensor>();
            var attention = new List<Tensor>();
            for (long h = 0; h < count; h++)
            {
                Tensor Projected(Tensor x, long part) => x.select(1, n).matmul(weight.narrow(0, part * features + h * width, width).t());
                var scores = Projected(query, 0).matmul(Projected(key, 1).t()).div(Math.Sqrt(width));
                if (mask is not null) scores = scores.add(mask.select(0, Math.Min(n, mask.shape[0] - 1)));
                attention.Add(scores.softmax(-1));
                parts.Add(attention[^1].matmul(Projected(value, 2)));
            }
            outputs.Add(functional.linear(cat(parts.ToArray(), 1), layer.get_parameter("out_proj.weight")!.detach()));
            weights.Add(stack(attention).mean([0]));
        }
        return (stack(outputs, 1), stack(weights));
    }
}
