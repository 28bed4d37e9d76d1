namespace TorchSharp;

public static partial class torch
{
    /// <summary>Element types of tensors; the numbers are libtorch's.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>Unsigned 8-bit integer.</summary>
        Byte = 0,
        /// <summary>Signed 8-bit integer.</summary>
        Int8 = 1,
        /// <summary>Signed 16-bit integer.</summary>
        Int16 = 2,
        /// <summary>Signed 32-bit integer.</summary>
        Int32 = 3,
        /// <summary>Signed 64-bit integer.</summary>
        Int64 = 4,
        /// <summary>IEEE 754 half precision.</summary>
        Float16 = 5,
        /// <summary>IEEE 754 single precision.</summary>
        Float32 = 6,
        /// <summary>IEEE 754 double precision.</summary>
        Float64 = 7,
        /// <summary>A complex number of two single-precision parts.</summary>
        ComplexFloat32 = 9,
        /// <summary>A complex number of two double-precision parts.</summary>
        ComplexFloat64 = 10,
        /// <summary>A truth value in one byte.</summary>
        Bool = 11,
        /// <summary>Quantized signed 8-bit integer.</summary>
        QInt8 = 12,
        /// <summary>Quantized unsigned 8-bit integer.</summary>
        QUInt8 = 13,
        /// <summary>Quantized signed 32-bit integer.</summary>
        QInt32 = 14,
        /// <summary>Brain floating point: single precision's range in 16 bits.</summary>
        BFloat16 = 15,
    }
}
