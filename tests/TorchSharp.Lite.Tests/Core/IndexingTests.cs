using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

public sealed class IndexingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _cube = arange(24).reshape(2, 3, 4);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Numbers_and_ranges_pick_views()
    {
        Assert.Equal(23L, _cube[1, 2, 3].item<long>());
        Assert.Equal(23L, _cube[-1, -1, -1].item<long>());
        Numbers.Are(_cube[1, 1..3, 0], 16L, 20);
        Numbers.Are(_cube[.., ^1, 0], 8L, 20);
        Numbers.Are(_cube[TensorIndex.Ellipsis, TensorIndex.Single(0)][0], 0L, 4, 8);
        Numbers.Are(_cube[0, 0, TensorIndex.Slice(step: 2)], 0L, 2);
        Assert.Equal([2L, 1L, 3L, 4L], _cube[TensorIndex.Colon, TensorIndex.None].shape);
    }

    [Fact]
    public void Tensors_and_masks_pick_copies()
    {
        Numbers.Are(_cube[tensor(new[] { 1L, 0L }), tensor(new[] { 2L, 0L })][1], 0L, 1, 2, 3);
        Numbers.Are(_cube[_cube > 21], 22L, 23);
        var rows = tensor(new[] { true, false, true });
        Numbers.Are(_cube[0, TensorIndex.Tensor(rows), 1], 1L, 9);
        Numbers.Are(_cube[TensorIndex.Tensor(_cube[.., .., 0] > 15), TensorIndex.Slice(1, 2)], 17L, 21);
    }

    [Fact]
    public void Assignment_reaches_the_tensor()
    {
        _cube[0, 0, 0] = 100;
        _cube[1] = zeros(3, 4, int64);
        _cube[0, 1..3, 3] = tensor(new[] { -1L, -2L });
        _cube[_cube > 50] = 50;
        _cube[0, 1] = ones(1, 4, int64);
        _cube[0, TensorIndex.Tensor(tensor(new[] { true, false, true })), 3] = 8.0;
        Numbers.Are(_cube[0, .., 3], 8L, 1, 8);
        Numbers.Are(_cube[0, 2], 8L, 9, 10, 8);
        Assert.Equal(50L, _cube[0, 0, 0].item<long>());
        Assert.Equal(0L, _cube[1].sum().item<long>());
    }

    [Fact]
    public void Accumulating_put_adds_repeated_indices()
    {
        var t = zeros(3);
        t.index_put_(tensor(new[] { 1f, 2f, 4f }), [tensor(new[] { 0L, 0L, 2L })], accumulate: true);
        Numbers.Are(t, 3f, 0, 4);
    }

    [Fact]
    public void Too_many_indices_and_indices_out_of_range_are_told()
    {
        Assert.Equal(
            "Too many indices: 4 were given for a tensor of 3 dimensions. (Parameter 'indices')",
            Assert.Throws<ArgumentException>(() => _cube[0, 0, 0, ..]).Message);
        Assert.Contains("out of range", Assert.Throws<ExternalException>(() => _cube[7]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_agree_with_a_span_over_the_same_numbers()
    {
        Prop.ForAll<int, int>((a, b) =>
        {
            var (start, end) = (Math.Min(Math.Abs(a % 25), Math.Abs(b % 25)), Math.Max(Math.Abs(a % 25), Math.Abs(b % 25)));
            using var flat = arange(24);
            using var slice = flat[start..Math.Min(end, 24)];
            return slice.data<long>().ToArray().SequenceEqual(Enumerable.Range(0, 24).Select(k => (long)k).Skip(start).Take(end - start));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Gradients_flow_through_indexing()
    {
        var x = randn(3, 4, float64, requires_grad: true);
        (x[1, 1..3].sum() + x[tensor(new[] { 0L, 0L })].sum()).backward();
        Numbers.Are(x.grad!, 2.0, 2, 2, 2, 0, 1, 1, 0, 0, 0, 0, 0);
    }
}
