using TorchSharp.Lite.Tests.NN;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Lite.Tests.Optim;

/// <summary>Each optimizer against plain arithmetic on arrays, over several steps on a quadratic bowl with a moving centre.</summary>
public sealed class OptimizerStepTests
{
    private const int Steps = 7;
    private static readonly double[] Start = [1.5, -0.7, 0.2];

    [Theory]
    [InlineData(0, 0, 0, false, false)]
    [InlineData(0.9, 0, 0, false, false)]
    [InlineData(0.9, 0.3, 0.01, false, false)]
    [InlineData(0.8, 0, 0.1, true, false)]
    [InlineData(0.5, 0, 0, true, true)]
    public void Sgd_follows_its_formula(double momentum, double dampening, double decay, bool nesterov, bool maximize)
    {
        var buffer = new double[Start.Length];
        Agrees(
            parameters => SGD(parameters, 0.1, momentum, dampening, decay, nesterov, maximize),
            (step, x, grad, i) =>
            {
                var direction = (maximize ? -grad : grad) + decay * x;
                if (momentum == 0) return x - 0.1 * direction;
                buffer[i] = step == 1 ? direction : momentum * buffer[i] + (1 - dampening) * direction;
                return x - 0.1 * (nesterov ? direction + momentum * buffer[i] : buffer[i]);
            });
    }

    [Theory]
    [InlineData(0, false, false, false)]
    [InlineData(0.1, false, false, false)]
    [InlineData(0.1, true, true, false)]
    [InlineData(0, false, false, true)]
    [InlineData(0.2, true, false, true)]
    public void Adam_and_AdamW_follow_their_formulas(double decay, bool amsgrad, bool maximize, bool decoupled)
    {
        var first = new double[Start.Length];
        var second = new double[Start.Length];
        var largest = new double[Start.Length];
        Agrees(
            parameters => decoupled
                ? AdamW(parameters, 0.05, 0.8, 0.95, 1e-6, decay, amsgrad, maximize)
                : Adam(parameters, 0.05, 0.8, 0.95, 1e-6, decay, amsgrad, maximize),
            (step, x, grad, i) =>
            {
                if (decoupled) x -= 0.05 * decay * x;
                var direction = (maximize ? -grad : grad) + (decoupled ? 0 : decay * x);
                first[i] = 0.8 * first[i] + 0.2 * direction;
                second[i] = 0.95 * second[i] + 0.05 * direction * direction;
                largest[i] = amsgrad ? Math.Max(largest[i], second[i]) : second[i];
                var mean = first[i] / (1 - Math.Pow(0.8, step));
                var square = largest[i] / (1 - Math.Pow(0.95, step));
                return x - 0.05 * mean / (Math.Sqrt(square) + 1e-6);
            });
    }

    [Theory]
    [InlineData(0, false, 0, false)]
    [InlineData(0.9, false, 0.01, false)]
    [InlineData(0, true, 0, true)]
    [InlineData(0.5, true, 0.1, false)]
    public void RmsProp_follows_its_formula(double momentum, bool centered, double decay, bool maximize)
    {
        var square = new double[Start.Length];
        var mean = new double[Start.Length];
        var buffer = new double[Start.Length];
        Agrees(
            parameters => RMSProp(parameters, 0.02, 0.9, 1e-6, decay, momentum, centered, maximize),
            (_, x, grad, i) =>
            {
                var direction = (maximize ? -grad : grad) + decay * x;
                square[i] = 0.9 * square[i] + 0.1 * direction * direction;
                mean[i] = 0.9 * mean[i] + 0.1 * direction;
                var variance = square[i] - (centered ? mean[i] * mean[i] : 0);
                buffer[i] = momentum * buffer[i] + direction / (Math.Sqrt(variance) + 1e-6);
                return x - 0.02 * buffer[i];
            });
    }

    [Fact]
    public void Parameters_without_a_gradient_stay()
    {
        using var with = new Parameter(ones(1));
        using var without = new Parameter(ones(1));
        using var adam = Adam([with, without], 0.1);
        with.mul(2).sum().backward();
        adam.step();
        Numbers.Equal([0.9], with, 1e-6);
        Numbers.Equal([1], without);
    }

    [Fact]
    public void Step_runs_the_closure_with_gradients_and_gives_its_loss()
    {
        using var parameter = new Parameter(tensor(3.0));
        using var sgd = SGD([parameter], 0.5);
        using var loss = sgd.step(() =>
        {
            var value = parameter.square();
            value.backward();
            return value;
        });
        Assert.Equal(9, loss!.ToDouble());
        Assert.Equal(0, parameter.ToDouble());
        Assert.Null(sgd.step());
    }

    [Fact]
    public void Zero_grad_zeroes_in_place()
    {
        using var parameter = new Parameter(tensor(3.0));
        using var sgd = SGD([parameter], 0.5);
        parameter.square().backward();
        using var grad = parameter.grad!;
        sgd.zero_grad();
        Assert.Equal(0, grad.ToDouble());
    }

    [Fact]
    public void A_step_leaves_no_tensors_in_the_scope()
    {
        using var layer = nn.Linear(2, 2);
        using var adam = Adam(layer.parameters());
        using var scope = NewDisposeScope();
        layer.call(ones(1, 2)).sum().backward();
        var before = scope.DisposablesCount;
        adam.step();
        adam.zero_grad();
        Assert.Equal(before, scope.DisposablesCount);
    }

    private static void Agrees(Func<IEnumerable<Parameter>, Optimizer> make, Func<int, double, double, int, double> rule)
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(tensor(Start));
        using var optimizer = make([parameter]);
        var expected = (double[])Start.Clone();
        for (var step = 1; step <= Steps; step++)
        {
            optimizer.zero_grad();
            parameter.sub(Math.Sin(step)).square().sum().backward();
            optimizer.step();
            for (var i = 0; i < expected.Length; i++) expected[i] = rule(step, expected[i], 2 * (expected[i] - Math.Sin(step)), i);
            Numbers.Equal(expected, parameter, 1e-10);
        }
    }
}
