using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.NN;

/// <summary>Compares autograd's gradients with central differences, in double precision.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-6;

    /// <summary>Checks a function's gradients by each of its arguments.</summary>
    public static void Run(Func<Tensor> function, params Tensor[] arguments)
    {
        using var scope = NewDisposeScope();
        foreach (var argument in arguments) argument.requires_grad_().grad = null;
        var weights = Numbers.Some(99, function().shape);
        function().mul(weights).sum().backward();
        foreach (var argument in arguments)
        {
            var grad = argument.grad;
            Assert.NotNull(grad);
            Numbers.Equal(Differences(() => function().mul(weights).sum().ToDouble(), argument), grad, 1e-5);
        }
    }

    /// <summary>Checks a layer's gradients by its input and by all of its parameters.</summary>
    public static void Layer(nn.Module<Tensor, Tensor> layer, Tensor input)
    {
        layer.to(ScalarType.Float64);
        Run(() => layer.call(input), [input, .. layer.parameters()]);
    }

    private static double[] Differences(Func<double> function, Tensor argument)
    {
        using var gradient = no_grad();
        var result = new double[argument.numel()];
        var flat = argument.view(-1);
        for (var i = 0; i < result.Length; i++)
        {
            var element = flat.narrow(0, i, 1);
            element.add_(Step);
            var above = function();
            element.sub_(2 * Step);
            var below = function();
            element.add_(Step);
            result[i] = (above - below) / (2 * Step);
        }
        return result;
    }
}
