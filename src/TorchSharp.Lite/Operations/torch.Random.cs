using TorchSharp.Factories;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.bernoulli(Generator)"/>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    /// <inheritdoc cref="Tensor.multinomial(long, bool, Generator)"/>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);

    /// <summary>Whole numbers drawn uniformly from [0, high).</summary>
    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Whole(0, high, size.Shape, generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>Whole numbers drawn uniformly from [low, high).</summary>
    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Whole(low, high, size.Shape, generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>Whole numbers drawn uniformly from [0, high).</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Whole(0, high, size, generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>Whole numbers drawn uniformly from [low, high).</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Whole(low, high, size, generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>Whole numbers drawn uniformly from [0, high).</summary>
    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Whole(0, high, LongsOf(size), generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>Whole numbers drawn uniformly from [low, high).</summary>
    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Whole(low, high, LongsOf(size), generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>The numbers from 0 to below n in random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        new TensorOptions(dtype, device, requires_grad)
            .Finish(Aten.Call("randperm.generator", n, generator, dtype ?? ScalarType.Int64, Argument.None, device ?? _defaultDevice));

    /// <summary>The numbers from 0 to below n in random order, written to <paramref name="out"/>.</summary>
    public static Tensor randperm(long n, Tensor @out, Generator? generator = null) =>
        @out.InPlace("randperm.generator_out", n, generator, @out);

    /// <summary>Numbers drawn from one normal distribution.</summary>
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        empty(size, dtype, device, false, names).normal_(mean, std, generator).requires_grad_(requires_grad);

    /// <summary>Numbers drawn from normal distributions, each with its own mean and standard deviation.</summary>
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) =>
        Aten.Call("normal.Tensor_Tensor", mean, std, generator);

    /// <summary>Numbers drawn from Poisson distributions, each with its own rate.</summary>
    public static Tensor poisson(Tensor input, Generator? generator = null) => Aten.Call("poisson", input, generator);

    /// <summary>Numbers drawn from binomial distributions, each with its own count and probability.</summary>
    public static Tensor binomial(Tensor count, Tensor probs, Generator? generator = null) =>
        Aten.Call("binomial", count, probs, generator);

    private static Tensor Whole(long low, long high, long[] size, Generator? generator, TensorOptions options) =>
        options.Finish(Aten.Call(
            "randint.low_generator", low, high, size, generator, options.Type ?? ScalarType.Int64, Argument.None, options.Device ?? _defaultDevice));

    private static long[] LongsOf(int[] numbers) => Array.ConvertAll(numbers, number => (long)number);
}
