using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

public sealed class ArithmeticTests : IDisposable
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Of, Func<Tensor, Tensor>? InPlace, Func<double, double> Expected)> Unary = new()
    {
        ["abs"] = (t => t.abs(), t => t.abs_(), Math.Abs),
        ["neg"] = (t => -t, t => t.neg_(), x => -x),
        ["exp"] = (t => t.exp(), t => t.exp_(), Math.Exp),
        ["expm1"] = (t => t.expm1(), t => t.expm1_(), x => Math.Exp(x) - 1),
        ["log"] = (t => t.log(), t => t.log_(), Math.Log),
        ["log2"] = (t => t.log2(), t => t.log2_(), Math.Log2),
        ["log10"] = (t => t.log10(), t => t.log10_(), Math.Log10),
        ["log1p"] = (t => t.log1p(), t => t.log1p_(), x => Math.Log(1 + x)),
        ["sqrt"] = (t => t.sqrt(), t => t.sqrt_(), Math.Sqrt),
        ["rsqrt"] = (t => t.rsqrt(), t => t.rsqrt_(), x => 1 / Math.Sqrt(x)),
        ["square"] = (t => t.square(), t => t.square_(), x => x * x),
        ["reciprocal"] = (t => t.reciprocal(), t => t.reciprocal_(), x => 1 / x),
        ["sin"] = (t => t.sin(), t => t.sin_(), Math.Sin),
        ["cos"] = (t => t.cos(), t => t.cos_(), Math.Cos),
        ["tan"] = (t => t.tan(), t => t.tan_(), Math.Tan),
        ["tanh"] = (t => t.tanh(), t => t.tanh_(), Math.Tanh),
        ["atan"] = (t => t.atan(), t => t.atan_(), Math.Atan),
        ["sigmoid"] = (t => t.sigmoid(), t => t.sigmoid_(), x => 1 / (1 + Math.Exp(-x))),
        ["floor"] = (t => t.floor(), t => t.floor_(), Math.Floor),
        ["ceil"] = (t => t.ceil(), t => t.ceil_(), Math.Ceiling),
        ["trunc"] = (t => t.trunc(), t => t.trunc_(), Math.Truncate),
        ["round"] = (t => t.round(), t => t.round_(), x => Math.Round(x, MidpointRounding.ToEven)),
        ["sign"] = (t => t.sign(), t => t.sign_(), x => Math.Sign(x)),
        ["relu"] = (t => t.relu(), t => t.relu_(), x => Math.Max(0, x)),
        ["relu6"] = (t => t.relu6(), t => t.relu6_(), x => Math.Clamp(x, 0, 6)),
        ["silu"] = (t => t.silu(), t => t.silu_(), x => x / (1 + Math.Exp(-x))),
        ["leaky_relu"] = (t => t.leaky_relu(0.1), t => t.leaky_relu_(0.1), x => x < 0 ? 0.1 * x : x),
        ["elu"] = (t => t.elu(2), t => t.elu_(2), x => x < 0 ? 2 * (Math.Exp(x) - 1) : x),
        ["softplus"] = (t => t.softplus(2), null, x => Math.Log(1 + Math.Exp(2 * x)) / 2),
        ["hardtanh"] = (t => t.hardtanh(-1, 1), t => t.hardtanh_(-1, 1), x => Math.Clamp(x, -1, 1)),
        ["gelu tanh"] = (t => t.gelu(TorchSharp.Modules.GELU.Approximate.tanh), null, x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        ["clamp"] = (t => t.clamp(-1, 1), t => t.clamp_(-1, 1), x => Math.Clamp(x, -1, 1)),
        ["pow"] = (t => t.pow(3), t => t.pow_(3), x => x * x * x),
        ["remainder"] = (t => t % 2.0, t => t.remainder_(2.0), x => x - (2 * Math.Floor(x / 2))),
        ["fmod"] = (t => t.fmod(2.0), t => t.fmod_(2.0), x => x % 2),
        ["floor_divide"] = (t => t.floor_divide(2), t => t.floor_divide_(2), x => Math.Floor(x / 2)),
        ["div trunc"] = (t => t.div(2, RoundingMode.trunc), t => t.div_(2, RoundingMode.trunc), x => Math.Truncate(x / 2)),
        ["reversed sub"] = (t => 1 - t, null, x => 1 - x),
        ["reversed div"] = (t => 3.0 / t, null, x => 3 / x),
    };

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> UnaryNames => [.. Unary.Keys];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(UnaryNames))]
    public void Function_agrees_with_its_closed_form_and_its_in_place_twin(string name)
    {
        var (function, inPlace, expected) = Unary[name];
        double[] numbers = [-2.5, -1, -0.3, 0.25, 1, 1.5, 6.5];
        if (name is "log" or "log2" or "log10" or "log1p" or "sqrt" or "rsqrt") numbers = [.. numbers.Where(x => x > 0)];
        var input = tensor(numbers);
        Numbers.AreClose(function(input), 1e-12, [.. numbers.Select(expected)]);
        if (inPlace is null) return;
        Assert.Same(input, inPlace(input));
        Numbers.AreClose(input, 1e-12, [.. numbers.Select(expected)]);
    }

    [Fact]
    public void Operators_with_numbers_keep_the_tensors_dtype()
    {
        var t = tensor(new[] { 1f, 2f });
        foreach (var result in new[] { t + 1, t + 1L, t + 1f, t + 1.0, 1 + t, 2.5 * t, t * 2, t / 2, 1 - t, t - 1.0, -t })
            Assert.Equal(float32, result.dtype);
        Assert.Equal(float32, (tensor(new[] { 1, 2 }) * 0.5).dtype);
        Assert.Equal(int32, (tensor(new[] { 1, 2 }) * 2L).dtype);
    }

    [Fact]
    public void Mixed_dtypes_promote()
    {
        Assert.Equal(float64, (tensor(new[] { 1f }) + tensor(new[] { 1.0 })).dtype);
        Assert.Equal(float32, (tensor(new[] { 1L }) + tensor(new[] { 1f })).dtype);
        Assert.Equal(float32, (tensor(new[] { 1 }) / tensor(new[] { 2 })).dtype);
        Assert.Equal(float32, result_type(tensor(new[] { 1L }), tensor(new[] { 1f })));
        Assert.Equal(int32, promote_types(int16, int32));
        Assert.False(can_cast(float32, int64));
    }

    [Fact]
    public void Comparison_gives_truth_values()
    {
        var t = tensor(new[] { 1, 2, 3 });
        Numbers.Are(t == 2, false, true, false);
        Numbers.Are(t >= tensor(new[] { 3, 2, 1 }), false, true, true);
        Numbers.Are(2 < t, false, false, true);
        Numbers.Are(t.ne(2) & t.lt(3), true, false, false);
    }

    [Fact]
    public void Equals_compares_dtype_shape_and_values()
    {
        Assert.True(tensor(new[] { 1, 2 }).Equals(tensor(new[] { 1, 2 })));
        Assert.False(tensor(new[] { 1, 2 }).Equals(tensor(new[] { 1L, 2L })));
        Assert.False(zeros(2, 1).Equals(zeros(1, 2)));
        Assert.True(tensor(new[] { 1f }).allclose(tensor(new[] { 1f + 1e-7f })));
    }

    [Fact]
    public void Fused_operations_agree_with_their_parts()
    {
        var (a, b, c) = (randn(3, 3, float64), randn(3, 3, float64), randn(3, 3, float64));
        Assert.True(a.addcmul(b, c, 0.5).allclose(a + (b * c * 0.5)));
        Assert.True(addcdiv(a, b, c, 2).allclose(a + (2 * b / c)));
        Assert.True(addmm(a, b, c, 2, 3).allclose((2 * a) + (3 * b.mm(c))));
        Assert.True(a.lerp(b, c).allclose(a + (c * (b - a))));
        Assert.True(einsum("ij,jk->ik", a, b).allclose(a.matmul(b)));
        Assert.True(a.inverse().mm(a).allclose(eye(3, dtype: float64)));
        Assert.True(linalg.det(a).allclose(a.det()));
    }

    [Fact]
    public void Shapes_that_do_not_fit_throw_with_libtorchs_text()
    {
        var failure = Assert.Throws<ExternalException>(() => zeros(2, 3) + zeros(4, 5));
        Assert.Equal("The size of tensor a (3) must match the size of tensor b (5) at non-singleton dimension 1", failure.Message);
    }

    [Fact]
    public void In_place_change_of_a_view_changes_the_source()
    {
        var t = zeros(2, 3);
        t[1].add_(5);
        t.transpose(0, 1).select(0, 2).fill_(7);
        Numbers.Are(t, 0f, 0, 7, 5, 5, 7);
    }

    [Fact]
    public void Disposed_tensor_refuses_to_compute()
    {
        var t = zeros(2);
        t.Dispose();
        Assert.True(t.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => t + 1);
    }
}
