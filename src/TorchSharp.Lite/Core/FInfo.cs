namespace TorchSharp;

public static partial class torch
{
    /// <summary>Limits of a floating-point type.</summary>
    public struct FInfo
    {
        /// <summary>Bits of a number.</summary>
        public int bits;
        /// <summary>Distance from one to the next larger number.</summary>
        public double eps;
        /// <summary>The largest number.</summary>
        public double max;
        /// <summary>The smallest number, which is negative.</summary>
        public double min;
        /// <summary>The smallest positive number of full precision.</summary>
        public double tiny;
        /// <inheritdoc cref="tiny"/>
        public double smallest_normal;
        /// <summary>About the precision in decimal: ten to the power of minus the number of certain digits.</summary>
        public double resolution;
    }

    /// <summary>Limits of the default dtype.</summary>
    public static FInfo finfo() => finfo(get_default_dtype());

    /// <summary>Limits of a floating-point type; for a complex one, those of its parts.</summary>
    /// <exception cref="ArgumentException">The type isn't a floating-point type.</exception>
    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.Float16 => Limits(16, Math.ScaleB(1, -10), 65504, Math.ScaleB(1, -14), 1e-3),
        ScalarType.BFloat16 => Limits(16, Math.ScaleB(1, -7), (2 - Math.ScaleB(1, -7)) * Math.ScaleB(1, 127), Math.ScaleB(1, -126), 1e-2),
        ScalarType.Float32 or ScalarType.ComplexFloat32 => Limits(32, Math.ScaleB(1, -23), float.MaxValue, Math.ScaleB(1, -126), 1e-6),
        ScalarType.Float64 or ScalarType.ComplexFloat64 => Limits(64, Math.ScaleB(1, -52), double.MaxValue, Math.ScaleB(1, -1022), 1e-15),
        _ => throw new ArgumentException($"{dtype} is no floating-point type.", nameof(dtype)),
    };

    private static FInfo Limits(int bits, double epsilon, double largest, double smallestNormal, double resolution) => new()
    {
        bits = bits,
        eps = epsilon,
        max = largest,
        min = -largest,
        tiny = smallestNormal,
        smallest_normal = smallestNormal,
        resolution = resolution,
    };
}
