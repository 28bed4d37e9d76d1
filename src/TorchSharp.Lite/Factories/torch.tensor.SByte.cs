using TorchSharp.Factories;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A 1-d tensor of these numbers, which are copied.</summary>
    public static Tensor tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<sbyte>((IList<sbyte>)rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A 1-d tensor of these numbers, which are copied.</summary>
    public static Tensor tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape, filled row by row with these numbers.</summary>
    public static Tensor tensor(sbyte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<sbyte>((IList<sbyte>)rawArray, dimensions, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape, filled row by row with these numbers.</summary>
    public static Tensor tensor(IList<sbyte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, dimensions, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape, filled row by row with these numbers.</summary>
    public static Tensor tensor(Memory<sbyte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of((ReadOnlySpan<sbyte>)rawArray.Span, dimensions, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A matrix, filled row by row with these numbers.</summary>
    public static Tensor tensor(IList<sbyte> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, [rows, columns], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A 3-d tensor, filled row by row with these numbers.</summary>
    public static Tensor tensor(IList<sbyte> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A 4-d tensor, filled row by row with these numbers.</summary>
    public static Tensor tensor(IList<sbyte> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor with the shape and a copy of the elements of the array.</summary>
    public static Tensor tensor(sbyte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<sbyte>((Array)rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor with the shape and a copy of the elements of the array.</summary>
    public static Tensor tensor(sbyte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<sbyte>((Array)rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor with the shape and a copy of the elements of the array.</summary>
    public static Tensor tensor(sbyte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<sbyte>((Array)rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor without dimensions that holds this number.</summary>
    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) =>
        ArrayTensors.OfOne(scalar, new TensorOptions(null, device, requires_grad));

    /// <summary>A 1-d tensor of these numbers, which are copied.</summary>
    public static Tensor as_tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        ArrayTensors.Of<sbyte>((IList<sbyte>)rawArray, new TensorOptions(dtype, device));

    /// <summary>A 1-d tensor of these numbers, which are copied.</summary>
    public static Tensor as_tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null) =>
        ArrayTensors.Of<sbyte>((IList<sbyte>)rawArray, new TensorOptions(dtype, device));
}
