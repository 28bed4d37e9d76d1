using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

public sealed class DataTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Item_needs_the_exact_type_and_one_element()
    {
        Assert.Equal(2.5f, tensor(2.5f).item<float>());
        Assert.Equal(
            "The elements of a Float32 tensor can't be read as Double: convert the tensor first.",
            Assert.Throws<ArgumentException>(() => tensor(2.5f).item<double>()).Message);
        Assert.Throws<ArgumentException>(() => zeros(2).item<float>());
        Assert.Equal(7L, zeros(2, 2, int64).fill_(7).sum().ToInt64() / 4);
    }

    [Fact]
    public void Conversions_go_through_the_value()
    {
        Assert.Equal(3, tensor(3.9).ToInt32());
        Assert.Equal(3.5, (double)tensor(3.5f));
        Assert.True((bool)tensor(1));
        Tensor fromNumber = 4;
        Tensor fromArray = new[] { 1f, 2f };
        Tensor fromScalar = (Scalar)2.0;
        Assert.Equal((int32, float32, float64), (fromNumber.dtype, fromArray.dtype, fromScalar.dtype));
        Assert.Throws<OverflowException>(() => tensor(300).ToByte());
    }

    [Fact]
    public void Bytes_are_a_live_view()
    {
        var t = tensor(new[] { 1, 2 });
        MemoryMarshal.Cast<byte, int>(t.bytes)[1] = 9;
        Numbers.Are(t, 1, 9);
        t.bytes = new byte[8];
        Numbers.Are(t, 0, 0);
        Assert.Throws<ArgumentException>(() => t.bytes = new byte[3]);
        Assert.Throws<InvalidOperationException>(() => zeros(2, 3).t().bytes.Length);
    }

    [Fact]
    public void Accessor_reads_and_writes_a_transposed_view()
    {
        var t = tensor(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        using var accessor = t.t().data<int>();
        Assert.Equal([1, 4, 2, 5, 3, 6], accessor.ToArray());
        Assert.Equal([1, 4, 2, 5, 3, 6], accessor.AsEnumerable());
        accessor[2, 0] = 30;
        Assert.Equal(30, t[0, 2].item<int>());
        Assert.Equal(30, ((int[,])accessor.ToNDArray())[2, 0]);
        accessor.CopyFrom([7, 8], tensorIndex: 4);
        Numbers.Are(t, 1, 2, 7, 4, 5, 8);
        Assert.Throws<IndexOutOfRangeException>(() => accessor[3, 0]);
    }

    [Fact]
    public void Saved_tensor_loads_with_dtype_shape_and_bits()
    {
        foreach (var type in new[] { float32, float64, int64, bfloat16, @bool, complex64 })
        {
            var t = (randn(3, 4) * 10).to(type).t();
            using var stream = new MemoryStream();
            t.Save(stream);
            stream.Position = 0;
            Assert.True(Tensor.Load(stream).Equals(t));
        }
    }

    [Fact]
    public void Binary_form_is_dtype_rank_lengths_and_bytes()
    {
        using var stream = new MemoryStream();
        zeros(200, 1, int8).Save(stream);
        Assert.Equal([1, 2, 0xC8, 1, 1, 0], stream.ToArray()[..6]);
        Assert.Equal(205, stream.Length);
    }

    [Fact]
    public void Loading_into_a_tensor_of_another_shape_is_refused()
    {
        using var stream = new MemoryStream();
        ones(2, 3).Save(stream);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        Assert.Equal(
            "A Float32 tensor of shape [2, 3] can't be loaded into a Float32 tensor of shape [3, 2].",
            Assert.Throws<ArgumentException>(() => zeros(3, 2).Load(reader)).Message);
    }

    [Fact]
    public void Libtorch_archive_holds_one_tensor()
    {
        var folder = Directory.CreateTempSubdirectory("torch-lite-");
        try
        {
            var file = Path.Combine(folder.FullName, "t.pt");
            var t = randn(2, 3);
            save(t, file);
            Assert.True(load(file).Equals(t));
            Assert.Throws<ExternalException>(() => load(Path.Combine(folder.FullName, "missing.pt")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Text_forms()
    {
        var invariant = CultureInfo.InvariantCulture;
        var t = tensor(new[,] { { 1.5f, -2f }, { 3f, 10f } });
        Assert.Equal("[2x2], type = Float32, device = cpu", t.ToString());
        Assert.Equal("[], type = Int64, device = cpu, value = 5", tensor(5L).ToString());
        Assert.Equal("[[1.5,  -2],\n [  3,  10]]", t.npstr(cultureInfo: invariant));
        Assert.Equal("[2x2], type = Float32, device = cpu\n 1.5  -2\n   3  10", t.str(cultureInfo: invariant));
        Assert.EndsWith("{0, 1, 2}", arange(3).cstr(), StringComparison.Ordinal);
    }

    [Fact]
    public void Movement_keeps_values_and_shares_when_nothing_changes()
    {
        var t = tensor(new[] { 1.7, -1.7 });
        Numbers.Are(t.to(int32), 1, -1);
        Numbers.Are(t.@float().@double().@bool(), true, true);
        t.to(float64)[0] = 5;
        t.to(float64, copy: true)[0] = 6;
        Numbers.Are(t, 5.0, -1.7);
        Assert.Equal("cpu", t.cpu().device.ToString());
    }

    [Fact]
    public void Missing_devices_are_told()
    {
        Assert.Equal("cuda:1", device("cuda:1").ToString());
        Assert.Contains("'gpu' is no kind of device", Assert.Throws<ArgumentException>(() => device("gpu")).Message, StringComparison.Ordinal);
        if (cuda.is_available()) return;
        Assert.Contains("CUDA is not available", Assert.Throws<InvalidOperationException>(() => zeros(1).cuda()).Message, StringComparison.Ordinal);
        Assert.Equal(0, cuda.device_count());
        cuda.manual_seed_all(1);
        cuda.synchronize();
    }

    [Fact]
    public void Limits_of_floating_point_types()
    {
        Assert.Equal((1.1920928955078125e-07, 32), (finfo(float32).eps, finfo(float32).bits));
        Assert.Equal(65504, finfo(float16).max);
        Assert.Equal(double.Epsilon * Math.ScaleB(1, 52), finfo(float64).tiny);
        Assert.Equal(127, max_int_value(int8));
    }

    [Fact]
    public void Brain_floats_round_to_the_nearest_even()
    {
        foreach (var number in new[] { 1f, 1.00390625f, 1.01171875f, 3.14159f, -65535f, 1e-40f, float.MaxValue, float.NegativeInfinity })
            Assert.Equal(tensor(number).bfloat16().item<BFloat16>(), new BFloat16(number));
        Assert.True(float.IsNaN(new BFloat16(float.NaN)));
    }
}
