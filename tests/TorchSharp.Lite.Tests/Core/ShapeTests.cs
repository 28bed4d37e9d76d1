using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

public sealed class ShapeTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _cube = arange(24).reshape(2, 3, 4);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Shape_functions_give_the_expected_shapes()
    {
        Assert.Equal([2L, 12L], _cube.flatten(1).shape);
        Assert.Equal([4L, 3L, 2L], _cube.permute(2, 1, 0).shape);
        Assert.Equal([2L, 1L, 3L, 4L], _cube.unsqueeze(1).shape);
        Assert.Equal([2L, 3L, 4L], _cube.unsqueeze(-1).squeeze(-1).shape);
        Assert.Equal([6L, 4L], _cube.view(-1, 4).shape);
        Assert.Equal([2L, 3L, 2L, 2L], _cube.unflatten(-1, 2, 2).shape);
        Assert.Equal([2L, 2L, 3L, 4L], _cube.expand(2, -1, -1, -1).shape);
        Assert.Equal([4L, 3L, 4L], _cube.repeat(2, 1, 1).shape);
        Assert.Equal([3L, 4L], _cube[0].shape);
    }

    [Fact]
    public void View_of_a_transposed_tensor_is_refused_but_reshape_copies()
    {
        var turned = _cube.transpose(0, 2);
        Assert.False(turned.is_contiguous());
        Assert.Throws<ExternalException>(() => turned.view(24));
        Assert.Equal(12L, turned.reshape(24)[1].item<long>());
    }

    [Fact]
    public void Splitting_and_joining_are_inverse()
    {
        Assert.True(cat(_cube.split(2, 1), 1).Equals(_cube));
        Assert.True(cat(_cube.chunk(3, dim: 2), 2).Equals(_cube));
        Assert.True(stack(_cube.unbind()).Equals(_cube));
        Assert.Equal([1L, 3L], split(_cube, [1, 3], 2).Select(part => part.shape[2]));
    }

    [Fact]
    public void Gathering_and_scattering()
    {
        var t = tensor(new[,] { { 1, 2 }, { 3, 4 } });
        var index = tensor(new[,] { { 1L, 0L }, { 0L, 0L } });
        Numbers.Are(t.gather(1, index), 2, 1, 3, 3);
        Numbers.Are(zeros(2, 2, int32).scatter_add(1, index, t), 2, 1, 7, 0);
        Numbers.Are(t.index_select(0, tensor(new[] { 1L })), 3, 4);
        Numbers.Are(t.masked_fill(t > 2, 0), 1, 2, 0, 0);
        Numbers.Are(where(t > 2, t, zeros_like(t)), 0, 0, 3, 4);
        Numbers.Are(where(t > 2)[0], 1L, 1);
        Numbers.Are(t.index_add(0, tensor(new[] { 0L }), tensor(new[,] { { 1, 1 } }), 2), 3, 4, 3, 4);
    }

    [Fact]
    public void Windows_triangles_and_order()
    {
        var t = arange(5);
        Numbers.Are(t.unfold(0, 3, 2), 0L, 1, 2, 2, 3, 4);
        Numbers.Are(t.flip(0), 4L, 3, 2, 1, 0);
        Numbers.Are(t.roll(2), 3L, 4, 0, 1, 2);
        Numbers.Are(ones(2, 2, int64).tril(), 1L, 0, 1, 1);
        Numbers.Are(t.repeat_interleave(2)[..4], 0L, 0, 1, 1);
        Numbers.Are(meshgrid([arange(2), arange(2)])[1], 0L, 1, 0, 1);
    }

    [Fact]
    public void Size_adds_compares_and_counts()
    {
        var size = new Size([2, 3]) + 4;
        Assert.Equal(24, size.numel());
        Assert.True(size == (2, 3, 4));
        Assert.True(default(Size).IsScalar);
        Assert.Equal([3L, 4L], size.Slice(1, 3));
    }
}
