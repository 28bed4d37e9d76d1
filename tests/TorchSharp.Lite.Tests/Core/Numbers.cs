using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

/// <summary>Asserts on all elements of a tensor, in row-major order.</summary>
internal static class Numbers
{
    public static void Are<T>(Tensor actual, params T[] expected) where T : unmanaged => Assert.Equal(expected, actual.data<T>().ToArray());

    public static void AreClose(Tensor actual, double tolerance, params double[] expected)
    {
        using var wide = actual.to(ScalarType.Float64);
        var found = wide.data<double>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (int k = 0; k < expected.Length; k++)
            Assert.True(Math.Abs(expected[k] - found[k]) <= tolerance, $"element {k} is {found[k]}, expected {expected[k]} +- {tolerance}");
    }
}
