using System.Numerics;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number for an operator: integral, real, complex, or a truth value.</summary>
public sealed class Scalar : IDisposable
{
    private readonly Complex _complex;

    private Scalar(ScalarType type, long integer = 0, double real = 0, Complex complex = default)
    {
        Type = type;
        Integer = integer;
        Real = real;
        _complex = complex;
    }

    /// <summary>Int64, Float64, ComplexFloat64 or Bool: libtorch widens every number to one of these.</summary>
    public ScalarType Type { get; }

    /// <summary>The number of an Int64 scalar, 0 or 1 of a Bool one.</summary>
    internal long Integer { get; }

    /// <summary>The number of a Float64 scalar.</summary>
    internal double Real { get; }

    internal bool IsIntegral => Type is ScalarType.Int64 or ScalarType.Bool;

    internal Complex Complex => Type == ScalarType.ComplexFloat64 ? _complex : AsDouble;

    /// <summary>The number as a double; a complex one must have no imaginary part.</summary>
    internal double AsDouble => Type switch
    {
        ScalarType.Float64 => Real,
        ScalarType.ComplexFloat64 when _complex.Imaginary == 0 => _complex.Real,
        ScalarType.ComplexFloat64 => throw new InvalidCastException($"{_complex} has an imaginary part and is no real number."),
        _ => Integer,
    };

    /// <summary>The number as a whole one; its fraction is cut off.</summary>
    internal long AsInteger => IsIntegral ? Integer : checked((long)AsDouble);

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(byte value) => new(ScalarType.Int64, value);
    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(sbyte value) => new(ScalarType.Int64, value);
    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(short value) => new(ScalarType.Int64, value);
    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(int value) => new(ScalarType.Int64, value);
    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(long value) => new(ScalarType.Int64, value);
    /// <summary>A real number.</summary>
    public static implicit operator Scalar(Half value) => new(ScalarType.Float64, real: (double)value);
    /// <summary>A real number.</summary>
    public static implicit operator Scalar(BFloat16 value) => new(ScalarType.Float64, real: (float)value);
    /// <summary>A real number.</summary>
    public static implicit operator Scalar(float value) => new(ScalarType.Float64, real: value);
    /// <summary>A real number.</summary>
    public static implicit operator Scalar(double value) => new(ScalarType.Float64, real: value);
    /// <summary>A truth value.</summary>
    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value ? 1 : 0);
    /// <summary>A complex number.</summary>
    public static implicit operator Scalar((float, float) value) => new Complex(value.Item1, value.Item2);
    /// <summary>A complex number.</summary>
    public static implicit operator Scalar(Complex value) => new(ScalarType.ComplexFloat64, complex: value);

    /// <summary>Does nothing: a scalar holds no native memory.</summary>
    public void Dispose()
    {
    }

    internal Argument ToArgument() => Type switch
    {
        ScalarType.Int64 => Integer,
        ScalarType.Bool => Integer != 0,
        ScalarType.Float64 => Real,
        _ => _complex,
    };
}
