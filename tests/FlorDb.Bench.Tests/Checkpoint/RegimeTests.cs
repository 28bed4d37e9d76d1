using FlorDb.Bench.Checkpoint;
using FlorDb.Bench.Checkpoint.Shapes;
using FlorDb.Bench.Tests.Support;

namespace FlorDb.Bench.Tests.Checkpoint;

[Collection(SharedTorch.Name)]
public sealed class RegimeTests
{
    /// <summary>Each regime changes what it says, and nothing else.</summary>
    [Fact]
    public void Regime_changes_the_bytes_that_it_tells()
    {
        using var state = new TrainingState(Small());
        Regime.All[0].Change(state);
        foreach (var regime in Regime.All)
        {
            var before = state.Pieces.SelectMany(piece => piece.Tensors).ToDictionary(tensor => tensor, tensor => tensor.bytes.ToArray());

            var changed = regime.Change(state);

            Assert.All(changed, region => Assert.False(region.Bytes.SequenceEqual(before[region.Tensor].AsSpan(region.Offset, region.Length)), regime.Name));
            foreach (var region in changed) region.Bytes.CopyTo(before[region.Tensor].AsSpan(region.Offset));
            Assert.All(before, item => Assert.True(item.Key.bytes.SequenceEqual(item.Value), regime.Name));
        }
    }

    [Fact]
    public void Regimes_change_all_but_constants_the_head_and_one_row_of_a_hundred()
    {
        using var state = new TrainingState(Small());

        long[] bytes = [.. Regime.All.Select(regime => Region.BytesOf(regime.Change(state)))];

        Assert.Equal([state.Bytes - 4 * 50, 3 * 4 * (8 * 3 + 3), 3 * 4 * 2 * 8], bytes);
    }

    [Fact]
    public void Checksums_tell_which_tensor_has_changed()
    {
        using var state = new TrainingState(Small());
        var before = state.Checksums();

        Regime.All[1].Change(state);

        var after = state.Checksums();
        Assert.Equal(["net/head_bias", "net/head_weight", "optimizer/1.exp_avg", "optimizer/1.exp_avg_sq", "optimizer/2.exp_avg", "optimizer/2.exp_avg_sq"],
            after.Where(item => before[item.Key] != item.Value).Select(item => item.Key).Order(StringComparer.Ordinal));
    }

    private static ModelShape Small()
    {
        var layers = new LayerList();
        layers.Embedding("words", 200, 8);
        layers.Constant("mask", 50);
        layers.Linear("head", 8, 3);
        return new ModelShape("small", layers.Tensors, ["head"], "words.weight");
    }
}
