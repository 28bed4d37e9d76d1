using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

public sealed class ReductionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _matrix = tensor(new double[,] { { 3, 1, 2 }, { 4, 6, 5 } });

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Sums_and_means_along_dimensions()
    {
        Numbers.Are(_matrix.sum(), 21.0);
        Numbers.Are(_matrix.sum(dim: 0), 7.0, 7, 7);
        Numbers.Are(_matrix.sum([1], keepdim: true), 6.0, 15);
        Numbers.Are(sum(_matrix, 1, type: float32), 6f, 15f);
        Numbers.Are(_matrix.mean([0, 1]), 3.5);
        Numbers.Are(_matrix.prod(1), 6.0, 120);
        Numbers.Are(_matrix.cumsum(1), 3.0, 4, 6, 4, 10, 15);
    }

    [Fact]
    public void Spread_with_and_without_Bessels_correction()
    {
        Numbers.AreClose(_matrix.var(), 1e-12, 3.5);
        Numbers.AreClose(_matrix.var(unbiased: false), 1e-12, 17.5 / 6);
        Numbers.AreClose(_matrix.std(1L), 1e-12, 1, 1);
        Numbers.AreClose(std(_matrix, (0, 1), unbiased: false), 1e-12, Math.Sqrt(17.5 / 6));
    }

    [Fact]
    public void Extremes_come_with_their_places()
    {
        var (values, indexes) = _matrix.max(1);
        Numbers.Are(values, 3.0, 6);
        Numbers.Are(indexes, 0L, 1);
        Numbers.Are(_matrix.argmin(1, keepdim: true), 1L, 0);
        Numbers.Are(_matrix.amax(0), 4.0, 6, 5);
        var (top, places) = _matrix.topk(2);
        Numbers.Are(top, 3.0, 2, 6, 5);
        Numbers.Are(places, 0L, 2, 1, 2);
        Numbers.Are(_matrix.sort(1).Values, 1.0, 2, 3, 4, 5, 6);
        Numbers.Are(argsort(_matrix, 1, descending: true), 0L, 2, 1, 1, 2, 0);
    }

    [Fact]
    public void Unique_gives_only_what_was_asked_for()
    {
        var (output, inverse, counts) = tensor(new[] { 2, 1, 2 }).unique(return_counts: true);
        Numbers.Are(output, 1, 2);
        Assert.Null(inverse);
        Numbers.Are(counts!, 1L, 2);
    }

    [Fact]
    public void Norms_softmax_and_truth()
    {
        Numbers.AreClose(tensor(new[] { 3.0, 4 }).norm(), 1e-12, 5);
        Numbers.AreClose(_matrix.norm(0, p: 1), 1e-12, 7, 7, 7);
        Assert.True(_matrix.softmax(1).allclose(_matrix.log_softmax(1).exp()));
        Numbers.AreClose(softmax(_matrix, 1).sum(1), 1e-12, 1, 1);
        Numbers.Are((_matrix > 2).any(0), true, true, true);
        Numbers.Are(all(_matrix > 2), false);
        Numbers.Are(count_nonzero(_matrix > 3), 3L);
    }
}
