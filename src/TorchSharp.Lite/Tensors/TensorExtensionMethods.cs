using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions of tensors to numbers, text and files.</summary>
public static partial class TensorExtensionMethods
{
    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static Half ToHalf(this Tensor value) => value.ToScalar().ToHalf();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static BFloat16 ToBFloat16(this Tensor value) => value.ToScalar().ToBFloat16();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static float ToSingle(this Tensor value) => value.ToScalar().ToSingle();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static double ToDouble(this Tensor value) => value.ToScalar().ToDouble();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static sbyte ToSByte(this Tensor value) => value.ToScalar().ToSByte();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static byte ToByte(this Tensor value) => value.ToScalar().ToByte();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static short ToInt16(this Tensor value) => value.ToScalar().ToInt16();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static int ToInt32(this Tensor value) => value.ToScalar().ToInt32();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static long ToInt64(this Tensor value) => value.ToScalar().ToInt64();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static bool ToBoolean(this Tensor value) => value.ToScalar().ToBoolean();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static (float Real, float Imaginary) ToComplexFloat32(this Tensor value) => value.ToScalar().ToComplexFloat32();

    /// <summary>The tensor's only element, converted; a fraction is cut off for an integral type.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
    public static Complex ToComplexFloat64(this Tensor value) => value.ToScalar().ToComplexFloat64();
}
