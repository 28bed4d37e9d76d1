using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

public sealed class FactoryTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Tensor_of_matrix_keeps_values_shape_and_dtype()
    {
        var t = tensor(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2L, 3L], t.shape);
        Assert.Equal(ScalarType.Float64, t.dtype);
        Assert.Equal([3L, 1L], t.stride());
        Numbers.Are(t, 1.0, 2, 3, 4, 5, 6);
    }

    [Fact]
    public void Tensor_of_array_copies_its_elements()
    {
        var numbers = new[] { 1, 2 };
        var t = tensor(numbers);
        numbers[0] = 7;
        Numbers.Are(t, 1, 2);
    }

    [Fact]
    public void Tensor_of_each_element_type_has_its_dtype()
    {
        var made = new[]
        {
            tensor(new[] { true }), tensor(new byte[] { 1 }), tensor(new sbyte[] { 1 }), tensor(new short[] { 1 }), tensor(new[] { 1 }),
            tensor(new[] { 1L }), tensor(new[] { (Half)1 }), tensor(new[] { (BFloat16)1f }), tensor(new[] { 1f }), tensor(new[] { 1.0 }),
            tensor(new[] { (1f, 2f) }), tensor(new[] { Complex.One }),
        };
        Assert.Equal(
            [@bool, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64, complex64, complex128],
            made.Select(t => t.dtype));
    }

    [Fact]
    public void Tensor_with_wrong_dimensions_tells_both()
    {
        var failure = Assert.Throws<ArgumentException>(() => tensor(new[] { 1f, 2f, 3f }, 2, 2));
        Assert.StartsWith("3 elements don't fill a tensor of shape [2, 2].", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_and_arange_of_whole_numbers_are_int64_else_default_dtype()
    {
        Assert.Equal(int64, full(2, 3, 7).dtype);
        Assert.Equal(float32, full(2, 3, 7.0).dtype);
        Numbers.Are(arange(1, 10, 3), 1L, 4, 7);
        Assert.Equal(float32, arange(0.5, 2).dtype);
    }

    [Fact]
    public void Collection_expression_and_named_arguments_bind()
    {
        Assert.Equal([2L, 3L], zeros([2, 3]).shape);
        Assert.Equal([4L], ones(4, dtype: float64, requires_grad: true).shape);
        Assert.Equal([5L, 0L], empty(5, 0).shape);
        Assert.Equal([2L, 2L], cat([eye(1, 2), eye(1, 2)]).shape);
    }

    [Fact]
    public void From_array_shares_memory_with_the_array()
    {
        var numbers = new float[,] { { 1, 2 }, { 3, 4 } };
        from_array(numbers).add_(1);
        Assert.Equal(5f, numbers[1, 1]);
    }

    [Fact]
    public void Frombuffer_reads_bytes_as_other_numbers()
    {
        var bytes = MemoryMarshal.AsBytes<int>(new[] { 1, 2, 3 }).ToArray();
        Numbers.Are(frombuffer(bytes, int32, count: 8, offset: 4), 2, 3);
    }

    [Fact]
    public void Names_are_refused()
    {
        Assert.Throws<NotSupportedException>(() => zeros(2, names: ["rows"]));
    }

    [Fact]
    public void Like_and_new_take_dtype_from_the_tensor()
    {
        var t = zeros(2, 3, float64);
        Assert.Equal((float64, int32), (ones_like(t).dtype, t.new_zeros(2, dtype: int32).dtype));
        Assert.Equal([2L, 3L], full_like(t, 2).shape);
    }
}
