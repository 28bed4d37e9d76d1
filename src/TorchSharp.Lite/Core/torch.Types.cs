using TorchSharp.Native;

namespace TorchSharp;

/// <summary>PyTorch's operations on tensors, under PyTorch's names.</summary>
public static partial class torch
{
    /// <summary>Truth values.</summary>
    public static readonly ScalarType @bool = ScalarType.Bool;
    /// <summary>Unsigned 8-bit integers.</summary>
    public static readonly ScalarType uint8 = ScalarType.Byte;
    /// <summary>Signed 8-bit integers.</summary>
    public static readonly ScalarType int8 = ScalarType.Int8;
    /// <summary>Signed 16-bit integers.</summary>
    public static readonly ScalarType int16 = ScalarType.Int16;
    /// <summary>Signed 32-bit integers.</summary>
    public static readonly ScalarType int32 = ScalarType.Int32;
    /// <summary>Signed 64-bit integers.</summary>
    public static readonly ScalarType int64 = ScalarType.Int64;
    /// <summary>16-bit brain floating point.</summary>
    public static readonly ScalarType bfloat16 = ScalarType.BFloat16;
    /// <summary>Half precision.</summary>
    public static readonly ScalarType float16 = ScalarType.Float16;
    /// <summary>Single precision.</summary>
    public static readonly ScalarType float32 = ScalarType.Float32;
    /// <summary>Double precision.</summary>
    public static readonly ScalarType float64 = ScalarType.Float64;
    /// <summary>Complex numbers of two single-precision parts.</summary>
    public static readonly ScalarType complex64 = ScalarType.ComplexFloat32;
    /// <summary>Complex numbers of two double-precision parts.</summary>
    public static readonly ScalarType complex128 = ScalarType.ComplexFloat64;
    /// <inheritdoc cref="int16"/>
    public static readonly ScalarType @short = ScalarType.Int16;
    /// <inheritdoc cref="int32"/>
    public static readonly ScalarType @int = ScalarType.Int32;
    /// <inheritdoc cref="int64"/>
    public static readonly ScalarType @long = ScalarType.Int64;
    /// <inheritdoc cref="float16"/>
    public static readonly ScalarType half = ScalarType.Float16;
    /// <inheritdoc cref="float32"/>
    public static readonly ScalarType @float = ScalarType.Float32;
    /// <inheritdoc cref="float64"/>
    public static readonly ScalarType @double = ScalarType.Float64;
    /// <inheritdoc cref="complex64"/>
    public static readonly ScalarType cfloat = ScalarType.ComplexFloat32;
    /// <inheritdoc cref="complex128"/>
    public static readonly ScalarType cdouble = ScalarType.ComplexFloat64;
    /// <summary>Quantized signed 8-bit integers.</summary>
    public static readonly ScalarType qint8 = ScalarType.QInt8;
    /// <summary>Quantized unsigned 8-bit integers.</summary>
    public static readonly ScalarType quint8 = ScalarType.QUInt8;
    /// <summary>Quantized signed 32-bit integers.</summary>
    public static readonly ScalarType qint32 = ScalarType.QInt32;

    /// <summary>The floating-point type of tensors that are made without a dtype.</summary>
    public static ScalarType get_default_dtype() => (ScalarType)NativeMethods.flor_default_dtype();

    /// <summary>Sets the floating-point type of tensors that are made without a dtype.</summary>
    /// <exception cref="ArgumentException">The type isn't a floating-point type.</exception>
    public static void set_default_dtype(ScalarType dtype)
    {
        if (!is_floating_point(dtype)) throw new ArgumentException($"{dtype} is no floating-point type, so it can't be the default.", nameof(dtype));
        NativeError.Check(NativeMethods.flor_set_default_dtype((int)dtype));
    }

    /// <summary>Makes dtype and device of a tensor the defaults of new ones.</summary>
    public static void set_default_tensor_type(Tensor t)
    {
        ArgumentNullException.ThrowIfNull(t);
        set_default_dtype(t.dtype);
        set_default_device(t.device);
    }

    /// <summary>Whether the type is a real floating-point type.</summary>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    /// <summary>Whether the type holds whole numbers; truth values count.</summary>
    public static bool is_integral(ScalarType type) => type is <= ScalarType.Int64 or ScalarType.Bool;

    /// <summary>Whether the type holds complex numbers.</summary>
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    /// <summary>Whether the tensor holds real floating-point numbers.</summary>
    public static bool is_floating_point(Tensor tensor) => is_floating_point(tensor.dtype);

    /// <summary>Whether the tensor holds whole numbers; truth values count.</summary>
    public static bool is_integral(Tensor tensor) => is_integral(tensor.dtype);

    /// <summary>Whether the tensor holds complex numbers.</summary>
    public static bool is_complex(Tensor tensor) => is_complex(tensor.dtype);

    /// <summary>Whether the object is a tensor.</summary>
    public static bool is_tensor(object obj) => obj is Tensor;

    /// <summary>The dtype that arithmetic on the two tensors gives.</summary>
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => (ScalarType)(int)Aten.Number("result_type.Tensor", tensor1, tensor2).Integer;

    /// <summary>The smallest type that holds the values of both.</summary>
    public static ScalarType promote_types(ScalarType type1, ScalarType type2) =>
        (ScalarType)NativeError.Check(NativeMethods.flor_promote_types((int)type1, (int)type2));

    /// <summary>Whether libtorch's rules let a result of the first type be written to a tensor of the second.</summary>
    public static bool can_cast(ScalarType @from, ScalarType to) => NativeMethods.flor_can_cast((int)@from, (int)to) != 0;

    /// <summary>The largest number of an integral type.</summary>
    /// <exception cref="ArgumentException">The type isn't integral.</exception>
    public static long max_int_value(ScalarType type) => type switch
    {
        ScalarType.Byte => byte.MaxValue,
        ScalarType.Int8 => sbyte.MaxValue,
        ScalarType.Int16 => short.MaxValue,
        ScalarType.Int32 => int.MaxValue,
        ScalarType.Int64 => long.MaxValue,
        _ => throw new ArgumentException($"{type} is no integral type.", nameof(type)),
    };
}
