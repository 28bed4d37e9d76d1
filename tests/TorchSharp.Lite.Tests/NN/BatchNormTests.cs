using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class BatchNormTests
{
    [Fact]
    public void Training_normalises_by_the_batch_and_moves_the_running_statistics()
    {
        using var layer = BatchNorm1d(2, eps: 0, momentum: 0.25, dtype: ScalarType.Float64);
        using var input = Numbers.Some(1, 6, 2);
        var output = layer.call(input);
        Numbers.Equal([0, 0], output.mean([0]), 1e-12);
        Numbers.Equal([1, 1], output.square().mean([0]), 1e-12);
        Numbers.Equal(input.mean([0]).mul(0.25), layer.running_mean!);
        Numbers.Equal(input.var(0).mul(0.25).add(0.75), layer.running_var!);
        Assert.Equal(1, layer.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Evaluation_normalises_by_the_running_statistics_and_leaves_them()
    {
        using var layer = BatchNorm2d(2, eps: 0, dtype: ScalarType.Float64);
        layer.running_mean!.fill_(1);
        layer.running_var!.fill_(4);
        layer.eval();
        using var input = Numbers.Some(2, 1, 2, 3, 3);
        Numbers.Equal(input.sub(1).div(2), layer.call(input), 1e-12);
        Numbers.Equal([1, 1], layer.running_mean!);
        Assert.Equal(0, layer.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Without_running_statistics_evaluation_uses_the_batch_too()
    {
        using var layer = BatchNorm1d(2, eps: 0, affine: false, track_running_stats: false);
        layer.eval();
        Numbers.Equal([0, 0], layer.call(Numbers.Some(3, 5, 2)).mean([0]), 1e-12);
        Assert.Empty(layer.state_dict());
    }

    [Fact]
    public void State_holds_parameters_then_buffers()
    {
        using var layer = BatchNorm3d(1);
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], layer.state_dict().Keys);
        Assert.Equal(ScalarType.Int64, layer.num_batches_tracked!.dtype);
    }

    [Fact]
    public void Input_of_another_rank_is_refused()
    {
        using var layer = BatchNorm2d(2);
        Assert.Contains("4", Assert.Throws<ArgumentException>(() => layer.call(ones(2, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reset_forgets_the_running_statistics()
    {
        using var layer = BatchNorm1d(2);
        layer.call(ones(3, 2)).Dispose();
        layer.reset_running_stats();
        Numbers.Equal([0, 0], layer.running_mean!);
        Numbers.Equal([1, 1], layer.running_var!);
        Assert.Equal(0, layer.num_batches_tracked!.item<long>());
    }
}
