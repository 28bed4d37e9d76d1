using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

public sealed class GradientTests : IDisposable
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new()
    {
        ["polynomial"] = x => (x * x * 3) - (2 * x) + 1,
        ["quotient"] = x => 1.0 / (x + 3) / 2,
        ["exp of sin"] = x => x.sin().exp(),
        ["softmax"] = x => x.softmax(1) * x,
        ["log_softmax"] = x => x.log_softmax(0).pow(2),
        ["matmul"] = x => x.mm(x.t()),
        ["norm"] = x => x.norm(),
        ["std"] = x => x.std(0L),
        ["amax"] = x => x.amax(1),
        ["cat and permute"] = x => cat([x, x.t().reshape(3, 4)], 1) * x.sum(),
        ["where"] = x => x.where(x > 0, x * 2),
        ["inverse"] = x => (x.mm(x.t()) + eye(3, dtype: float64)).inverse(),
        ["logsumexp"] = x => x.logsumexp(1),
        ["silu and tanh"] = x => x.silu() + x.tanh() + x.sigmoid(),
        ["in place on a clone"] = x => x.clone().mul_(x).add_(1),
        ["write to a slice"] = WriteToSlice,
        ["index_put"] = x => zeros_like(x).index_put_(x[1], [tensor(new[] { 2L })], true) * x,
    };

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> FunctionNames => [.. Functions.Keys];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void Gradient_agrees_with_finite_differences(string name)
    {
        const double step = 1e-6;
        var function = Functions[name];
        var x = tensor([0.3, -1.2, 0.8, 2.1, -0.4, 1.7, 0.9, -0.6, 1.1, 0.2, -2.3, 0.5], 3, 4, requires_grad: true);
        var weights = function(x).detach().sin() + 0.5;
        (function(x) * weights).sum().backward();
        var gradient = x.grad!.data<double>();
        using var ungraded = no_grad();
        var point = x.detach().clone();
        for (long row = 0; row < 3; row++)
            for (long column = 0; column < 4; column++)
            {
                var center = point[row, column].item<double>();
                double At(double value)
                {
                    point[row, column] = value;
                    return (function(point) * weights).sum().item<double>();
                }
                var slope = (At(center + step) - At(center - step)) / (2 * step);
                point[row, column] = center;
                Assert.Equal(slope, gradient[row, column], 1e-5 * Math.Max(1, Math.Abs(slope)));
            }
    }

    [Fact]
    public void Gradients_accumulate_and_can_be_cleared()
    {
        var x = tensor(new[] { 2f }, requires_grad: true);
        (x * 3).sum().backward();
        (x * 3).sum().backward();
        Numbers.Are(x.grad!, 6f);
        x.grad = null;
        Assert.Null(x.grad);
        Assert.NotSame(x.grad = ones(1), x.grad);
    }

    [Fact]
    public void Grad_gives_second_derivatives_and_null_for_unused_inputs()
    {
        var x = tensor(3.0, requires_grad: true);
        var unused = tensor(1.0, requires_grad: true);
        var first = autograd.grad([x * x * x], [x, unused], create_graph: true, allow_unused: true);
        Assert.Equal(27.0, first[0].item<double>());
        Assert.Null(first[1]);
        Assert.Equal(18.0, autograd.grad([first[0]], [x])[0].item<double>());
    }

    [Fact]
    public void Backward_with_weights_and_inputs_fills_only_those()
    {
        var x = tensor(new[] { 1.0, 2 }, requires_grad: true);
        var y = tensor(new[] { 3.0, 4 }, requires_grad: true);
        (x * y).backward([tensor(new[] { 1.0, 10 })], inputs: [x]);
        Numbers.Are(x.grad!, 3.0, 40);
        Assert.Null(y.grad);
    }

    [Fact]
    public void Grad_modes_nest_and_restore()
    {
        var x = ones(1, requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }
        Assert.True(is_grad_enabled());
        using (inference_mode()) Assert.True(is_inference_mode_enabled());
        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Leaves_and_retained_gradients()
    {
        var x = ones(2, requires_grad: true);
        var y = x * 2;
        y.retain_grad();
        y.sum().backward();
        Assert.True(x.is_leaf);
        Assert.False(y.is_leaf);
        Numbers.Are(y.grad!, 1f, 1);
        Assert.False(y.detach().requires_grad);
    }

    [Fact]
    public void Second_backward_over_a_freed_graph_is_refused()
    {
        var loss = (ones(2, requires_grad: true) * 2).exp().sum();
        loss.backward();
        Assert.Contains("second time", Assert.Throws<ExternalException>(loss.backward).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_place_change_of_a_saved_tensor_is_found_out()
    {
        var x = ones(2, requires_grad: true);
        var y = x.exp();
        var loss = y.sum();
        y.add_(1);
        Assert.Contains("inplace operation", Assert.Throws<ExternalException>(loss.backward).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Requires_grad_of_whole_numbers_is_refused()
    {
        Assert.Throws<ExternalException>(() => ones(2, int64, requires_grad: true));
    }

    [Fact]
    public void Anomaly_mode_names_the_failing_function_and_ends_with_its_scope()
    {
        using (autograd.detect_anomaly())
        {
            var x = zeros(1, requires_grad: true);
            var failure = Assert.Throws<ExternalException>((x.sqrt() * 0).sum().backward);
            Assert.Contains("SqrtBackward", failure.Message, StringComparison.Ordinal);
        }
        var y = zeros(1, requires_grad: true);
        (y.sqrt() * 0).sum().backward();
        Assert.True(y.grad!.isnan().item<bool>());
    }

    private static Tensor WriteToSlice(Tensor x)
    {
        var copy = x.clone();
        copy[.., 1] = x[.., 0] * x[.., 2];
        return copy * x;
    }
}
