namespace TorchSharp.Native;

/// <summary>A single-precision complex number as libtorch stores it; the layout of a value tuple is the runtime's choice.</summary>
internal readonly record struct ComplexSingle(float Real, float Imaginary)
{
    public static ComplexSingle[] From(IList<(float, float)> numbers) => [.. numbers.Select(number => new ComplexSingle(number.Item1, number.Item2))];
}
