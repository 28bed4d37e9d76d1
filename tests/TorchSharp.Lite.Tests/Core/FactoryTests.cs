using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

public class FactoryTests
{
    [Fact]
    public void Tensor_of_array_keeps_values_shape_and_dtype()
    {
        using var t = tensor(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2L, 3L], t.shape);
        Assert.Equal(ScalarType.Float64, t.dtype);
        Assert.Equal(3 * sizeof(double), t.stride(0) * t.ElementSize);
        Assert.Equal([1.0, 2, 3, 4, 5, 6], MemoryMarshal.Cast<byte, double>(t.bytes).ToArray());
    }

    [Fact]
    public void Backward_of_square_sum_gives_twice_the_input()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, -2f, 3f }, requires_grad: true);
        autograd.backward(x * x, ones(3));
        Assert.True((x.grad! == x * 2.0).Equals(tensor(new[] { true, true, true })));
    }

    [Fact]
    public void Error_of_libtorch_comes_as_ExternalException_with_its_text()
    {
        using var scope = NewDisposeScope();
        var failure = Assert.Throws<ExternalException>(() => zeros(2, 3) + zeros(4, 5));
        Assert.Contains("size of tensor a (3) must match the size of tensor b (5)", failure.Message, StringComparison.Ordinal);
    }
}
