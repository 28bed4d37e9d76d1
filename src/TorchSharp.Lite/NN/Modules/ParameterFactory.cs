using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters of layers: they belong to no dispose scope.</summary>
internal static class ParameterFactory
{
    /// <summary>A parameter without values yet.</summary>
    public static Parameter Empty(long[] size, Device? device, ScalarType? dtype) =>
        Owned(new Parameter(empty(size, dtype, device)));

    /// <summary>A parameter of one number.</summary>
    public static Parameter Full(long[] size, double value, Device? device, ScalarType? dtype)
    {
        var parameter = Empty(size, device, dtype);
        nn.init.constant_(parameter, value);
        return parameter;
    }

    /// <summary>A layer's weight, drawn as PyTorch's linear and convolution layers do it.</summary>
    public static Parameter Weight(long[] size, Device? device, ScalarType? dtype)
    {
        var weight = Empty(size, device, dtype);
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        return weight;
    }

    /// <summary>A layer's bias, drawn from the range that its weight's fan in gives.</summary>
    public static Parameter Bias(long size, Parameter weight, Device? device, ScalarType? dtype)
    {
        var bias = Empty([size], device, dtype);
        var (fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        nn.init.uniform_(bias, -bound, bound);
        return bias;
    }

    public static T Owned<T>(T tensor)
        where T : Tensor => (T)tensor.DetachFromDisposeScope();
}
