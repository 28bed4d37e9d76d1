using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.NN;

/// <summary>Tensors of known numbers, and comparison with numbers.</summary>
internal static class Numbers
{
    /// <summary>Float64 numbers between -1 and 1 that depend on the seed alone, none near zero.</summary>
    public static Tensor Some(int seed, params long[] shape)
    {
        var random = new Random(seed);
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var values = Enumerable.Range(0, (int)count).Select(_ => (random.NextDouble() * 0.9 + 0.1) * (random.Next(2) * 2 - 1)).ToArray();
        return tensor(values).reshape(shape);
    }

    public static double[] Of(Tensor value) => value.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    public static void Equal(double[] expected, Tensor actual, double tolerance = 1e-9)
    {
        var numbers = Of(actual);
        Assert.Equal(expected.Length, numbers.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - numbers[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"[{i}]: {expected[i]} expected, {numbers[i]} found");
    }

    public static void Equal(Tensor expected, Tensor actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected.shape, actual.shape);
        Equal(Of(expected), actual, tolerance);
    }
}
