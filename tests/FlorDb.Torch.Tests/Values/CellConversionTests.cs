using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;
using FlorDb.Torch.Values;
using static TorchSharp.torch;

namespace FlorDb.Torch.Tests.Values;

[Collection(SharedTorch.Name)]
public sealed class CellConversionTests
{
    [Fact]
    public void Numbers_text_and_dates_stay_what_they_are()
    {
        Assert.Equal(CellValue.Of(true), CellConversion.From(true));
        Assert.Equal(CellValue.Of(-5), CellConversion.From((sbyte)-5));
        Assert.Equal(CellValue.Of(uint.MaxValue), CellConversion.From(uint.MaxValue));
        Assert.Equal(CellValue.Of(7), CellConversion.From(7ul));
        Assert.Equal(CellValue.Of((double)0.1f), CellConversion.From(0.1f));
        Assert.Equal(CellValue.Of(1.5), CellConversion.From((Half)1.5));
        Assert.Equal(CellValue.Of(double.NaN), CellConversion.From(double.NaN));
        Assert.Equal(CellValue.Of(double.NegativeInfinity), CellConversion.From(float.NegativeInfinity));
        Assert.Equal(CellValue.Of("it's"), CellConversion.From("it's"));
        Assert.Equal(CellValue.Of("Friday"), CellConversion.From(DayOfWeek.Friday));
        Assert.Equal(CellValue.Null, CellConversion.From<string?>(null));
        Assert.Equal(CellValue.Of(3), CellConversion.From<int?>(3));
        Assert.Equal(CellValue.Of(3), CellConversion.From<object>(3));
        Assert.Equal(CellValue.OfMicroseconds(1_000_000), CellConversion.From(DateTime.UnixEpoch.AddSeconds(1)));
        Assert.Equal(CellValue.OfMicroseconds(1_000_000), CellConversion.From(new DateTime(1970, 1, 1, 0, 0, 1, DateTimeKind.Unspecified)));
    }

    [Fact]
    public void Tensor_of_one_element_is_a_number()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(CellValue.Of(2.5), CellConversion.From(tensor(2.5f)));
        Assert.Equal(CellValue.Of(4), CellConversion.From(tensor(new long[] { 4 })));
        Assert.Equal(CellValue.Of(true), CellConversion.From(tensor(true)));
    }

    [Fact]
    public void Tensor_is_copied_row_by_row_whatever_its_strides()
    {
        using var scope = NewDisposeScope();
        var source = arange(6).reshape(2, 3).t();
        var cell = CellConversion.From(source).AsTensor();

        Assert.Equal(ElementType.Int64, cell.ElementType);
        Assert.Equal([3, 2], cell.Shape.ToArray());
        Assert.Equal([0L, 3, 1, 4, 2, 5], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(cell.Bytes.Span).ToArray());
        source.fill_(9);
        Assert.Equal(0, cell.Bytes.Span[0]);
    }

    [Fact]
    public void Tensor_that_requires_gradients_is_logged_without_touching_them()
    {
        using var scope = NewDisposeScope();
        var weights = ones(2, requires_grad: true);
        var cell = CellConversion.From(weights * 2);

        Assert.Equal(ElementType.Float32, cell.AsTensor().ElementType);
        Assert.Null(weights.grad);
    }

    [Fact]
    public void Bfloat16_becomes_float32_and_complex_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(ElementType.Float32, CellConversion.From(ones(2, dtype: ScalarType.BFloat16)).AsTensor().ElementType);
        var failure = Assert.Throws<ArgumentException>(() => CellConversion.From(zeros(2, dtype: ScalarType.ComplexFloat32)));
        Assert.Contains("ComplexFloat32", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_of_numbers_become_n_dimensional()
    {
        AssertTensor(ElementType.Int64, [2, 3], CellConversion.From(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } }));
        AssertTensor(ElementType.Float32, [2], CellConversion.From((float[])[1, float.NaN]));
        AssertTensor(ElementType.Boolean, [3], CellConversion.From((bool[])[true, false, true]));
        AssertTensor(ElementType.Int32, [2], CellConversion.From((ushort[])[1, ushort.MaxValue]));
        AssertTensor(ElementType.Int64, [1, 1, 1], CellConversion.From(new uint[,,] { { { uint.MaxValue } } }));
        AssertTensor(ElementType.Int16, [2], CellConversion.From((short[])[1, -1]));
        AssertTensor(ElementType.Float64, [0], CellConversion.From(Array.Empty<double>()));
        Assert.Equal(CellKind.Binary, CellConversion.From((byte[])[1, 2]).Kind);
    }

    [Fact]
    public void Anything_else_becomes_json()
    {
        Assert.Equal("""[[1],[2,3]]""", CellConversion.From((int[][])[[1], [2, 3]]).AsJson());
        Assert.Equal("""{"Name":"a","Loss":"NaN"}""", CellConversion.From(new { Name = "a", Loss = double.NaN }).AsJson());
        Assert.Equal("""{"Item1":1,"Item2":"x"}""", CellConversion.From((1, "x")).AsJson());
        Assert.Equal("""["é"]""", CellConversion.From(new List<string> { "é" }).AsJson());
    }

    [Fact]
    public void What_json_can_not_hold_is_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() => CellConversion.From<Action>(() => { }));
        Assert.StartsWith("A Action can't be logged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_converted_without_allocating()
    {
        Convert();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Convert();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Convert()
        {
            _ = CellConversion.From(1);
            _ = CellConversion.From(1L);
            _ = CellConversion.From(1f);
            _ = CellConversion.From(1.0);
            _ = CellConversion.From(true);
            _ = CellConversion.From((byte)1);
        }
    }

    private static void AssertTensor(ElementType type, long[] shape, CellValue cell)
    {
        var value = cell.AsTensor();
        Assert.Equal(type, value.ElementType);
        Assert.Equal(shape, value.Shape);
    }
}
