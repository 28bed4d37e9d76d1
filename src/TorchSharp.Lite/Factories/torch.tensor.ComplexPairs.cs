using System.Numerics;
using TorchSharp.Factories;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A 1-d tensor of these complex numbers, given as real and imaginary part.</summary>
    public static Tensor tensor((float Real, float Imaginary)[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<ComplexSingle>((IList<ComplexSingle>)ComplexSingle.From(rawArray), new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape, filled row by row with these complex numbers.</summary>
    public static Tensor tensor((float Real, float Imaginary)[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<ComplexSingle>(ComplexSingle.From(rawArray), dimensions, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A 1-d tensor of these complex numbers, given as real and imaginary part.</summary>
    public static Tensor tensor(IList<(float Real, float Imaginary)> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<ComplexSingle>((IList<ComplexSingle>)ComplexSingle.From(rawArray), new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape, filled row by row with these complex numbers.</summary>
    public static Tensor tensor(IList<(float Real, float Imaginary)> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<ComplexSingle>(ComplexSingle.From(rawArray), dimensions, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor without dimensions that holds this complex number.</summary>
    public static Tensor tensor((float Real, float Imaginary) scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(scalar.Real, scalar.Imaginary, dtype, device, requires_grad);

    /// <summary>A tensor without dimensions that holds this complex number.</summary>
    public static Tensor tensor((double Real, double Imaginary) scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor(scalar.Real, scalar.Imaginary, dtype, device, requires_grad);

    /// <summary>A tensor without dimensions that holds this complex number in single precision.</summary>
    public static Tensor tensor(float real, float imaginary, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ArrayTensors.OfOne(new ComplexSingle(real, imaginary), new TensorOptions(dtype, device, requires_grad));

    /// <summary>A tensor without dimensions that holds this complex number in double precision.</summary>
    public static Tensor tensor(double real, double imaginary, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ArrayTensors.OfOne(new Complex(real, imaginary), new TensorOptions(dtype, device, requires_grad));
}
