using System.Numerics;

namespace TorchSharp;

/// <summary>Conversions between numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this byte value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this sbyte value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this short value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this Half value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this BFloat16 value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this (float, float) value) => value;

    /// <summary>The value as an argument of an operator.</summary>
    public static Scalar ToScalar(this Complex value) => value;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static Half ToHalf(this Scalar value) => (Half)value.AsDouble;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static BFloat16 ToBFloat16(this Scalar value) => (BFloat16)(float)value.AsDouble;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static float ToSingle(this Scalar value) => (float)value.AsDouble;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static double ToDouble(this Scalar value) => value.AsDouble;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.AsInteger;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static byte ToByte(this Scalar value) => (byte)value.AsInteger;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static short ToInt16(this Scalar value) => (short)value.AsInteger;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static int ToInt32(this Scalar value) => (int)value.AsInteger;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static long ToInt64(this Scalar value) => value.AsInteger;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static bool ToBoolean(this Scalar value) => value.Complex != Complex.Zero;

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) => ((float)value.Complex.Real, (float)value.Complex.Imaginary);

    /// <summary>The number, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="OverflowException">The number is out of the type's range.</exception>
    public static Complex ToComplexFloat64(this Scalar value) => value.Complex;
}
