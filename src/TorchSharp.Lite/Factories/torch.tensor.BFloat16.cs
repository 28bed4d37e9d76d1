using TorchSharp.Factories;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A 1-d tensor of these numbers, which are copied.</summary>
    public static Tensor tensor(BFloat16[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<BFloat16>((IList<BFloat16>)rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A 1-d tensor of these numbers, which are copied.</summary>
    public static Tensor tensor(IList<BFloat16> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape, filled row by row with these numbers.</summary>
    public static Tensor tensor(BFloat16[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<BFloat16>((IList<BFloat16>)rawArray, dimensions, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape, filled row by row with these numbers.</summary>
    public static Tensor tensor(IList<BFloat16> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, dimensions, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape, filled row by row with these numbers.</summary>
    public static Tensor tensor(Memory<BFloat16> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of((ReadOnlySpan<BFloat16>)rawArray.Span, dimensions, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A matrix, filled row by row with these numbers.</summary>
    public static Tensor tensor(IList<BFloat16> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, [rows, columns], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A 3-d tensor, filled row by row with these numbers.</summary>
    public static Tensor tensor(IList<BFloat16> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A 4-d tensor, filled row by row with these numbers.</summary>
    public static Tensor tensor(IList<BFloat16> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of(rawArray, [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor with the shape and a copy of the elements of the array.</summary>
    public static Tensor tensor(BFloat16[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<BFloat16>((Array)rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor with the shape and a copy of the elements of the array.</summary>
    public static Tensor tensor(BFloat16[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<BFloat16>((Array)rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor with the shape and a copy of the elements of the array.</summary>
    public static Tensor tensor(BFloat16[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        ArrayTensors.Of<BFloat16>((Array)rawArray, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor without dimensions that holds this value.</summary>
    public static Tensor tensor(BFloat16 scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ArrayTensors.OfOne(scalar, new TensorOptions(dtype, device, requires_grad));

    /// <summary>A 1-d tensor of these numbers, which are copied.</summary>
    public static Tensor as_tensor(BFloat16[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        ArrayTensors.Of<BFloat16>((IList<BFloat16>)rawArray, new TensorOptions(dtype, device));

    /// <summary>A 1-d tensor of these numbers, which are copied.</summary>
    public static Tensor as_tensor(IList<BFloat16> rawArray, ScalarType? dtype = null, Device? device = null) =>
        ArrayTensors.Of<BFloat16>((IList<BFloat16>)rawArray, new TensorOptions(dtype, device));
}
