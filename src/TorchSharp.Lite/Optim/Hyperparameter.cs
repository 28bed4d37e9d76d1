namespace TorchSharp.Modules;

/// <summary>Checks of optimizers' arguments.</summary>
internal static class Hyperparameter
{
    public static void RequireNonNegative(params ReadOnlySpan<(double Value, string Name)> values)
    {
        foreach (var (value, name) in values)
            if (!(value >= 0)) throw new ArgumentException($"{name} is {value}; it must be zero or positive.", name);
    }

    public static void RequireRates(double beta1, double beta2)
    {
        if (beta1 is not (>= 0 and < 1))
            throw new ArgumentException($"beta1 is {beta1}; it must be at least 0 and below 1.", nameof(beta1));
        if (beta2 is not (>= 0 and < 1))
            throw new ArgumentException($"beta2 is {beta2}; it must be at least 0 and below 1.", nameof(beta2));
    }
}
