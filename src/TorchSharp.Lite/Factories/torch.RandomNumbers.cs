namespace TorchSharp;

public static partial class torch
{
    /// <summary>A number drawn uniformly from [0, 1).</summary>
    public static double rand_float(Generator? generator = null)
    {
        using var drawn = rand(1, ScalarType.Float64, CPU, generator: generator);
        return drawn.item<double>();
    }

    /// <summary>A number drawn from the standard normal distribution.</summary>
    public static double randn_float(Generator? generator = null)
    {
        using var drawn = randn(1, ScalarType.Float64, CPU, generator: generator);
        return drawn.item<double>();
    }

    /// <summary>A whole number drawn uniformly from [0, high).</summary>
    public static int randint_int(int high, Generator? generator = null) => randint_int(0, high, generator);

    /// <summary>A whole number drawn uniformly from [low, high).</summary>
    public static int randint_int(int low, int high, Generator? generator = null) => (int)randint_long(low, high, generator);

    /// <summary>A whole number drawn uniformly from [0, high).</summary>
    public static long randint_long(long high, Generator? generator = null) => randint_long(0, high, generator);

    /// <summary>A whole number drawn uniformly from [low, high).</summary>
    public static long randint_long(long low, long high, Generator? generator = null)
    {
        using var drawn = randint(low, high, new long[] { 1 }, ScalarType.Int64, CPU, generator: generator);
        return drawn.item<long>();
    }

    /// <summary>A truth value; both are equally probable.</summary>
    public static bool randint_bool(Generator? generator = null) => randint_long(0, 2, generator) == 1;
}
