using TorchSharp.Factories;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of this shape filled with zeros.</summary>
    public static Tensor zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("zeros", size, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length filled with zeros.</summary>
    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("zeros", [size], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with zeros.</summary>
    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("zeros", [rows, columns], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with zeros.</summary>
    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("zeros", [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with zeros.</summary>
    public static Tensor zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("zeros", [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length filled with zeros.</summary>
    public static Tensor zeros(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("zeros", [size], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with zeros.</summary>
    public static Tensor zeros(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("zeros", [rows, columns], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with zeros.</summary>
    public static Tensor zeros(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("zeros", [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with zeros.</summary>
    public static Tensor zeros(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("zeros", [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with ones.</summary>
    public static Tensor ones(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("ones", size, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length filled with ones.</summary>
    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("ones", [size], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with ones.</summary>
    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("ones", [rows, columns], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with ones.</summary>
    public static Tensor ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("ones", [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with ones.</summary>
    public static Tensor ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("ones", [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length filled with ones.</summary>
    public static Tensor ones(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("ones", [size], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with ones.</summary>
    public static Tensor ones(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("ones", [rows, columns], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with ones.</summary>
    public static Tensor ones(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("ones", [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with ones.</summary>
    public static Tensor ones(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("ones", [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape whose elements are whatever the memory held.</summary>
    public static Tensor empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("empty.memory_format", size, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length whose elements are whatever the memory held.</summary>
    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("empty.memory_format", [size], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape whose elements are whatever the memory held.</summary>
    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("empty.memory_format", [rows, columns], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape whose elements are whatever the memory held.</summary>
    public static Tensor empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("empty.memory_format", [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape whose elements are whatever the memory held.</summary>
    public static Tensor empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("empty.memory_format", [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length whose elements are whatever the memory held.</summary>
    public static Tensor empty(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("empty.memory_format", [size], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape whose elements are whatever the memory held.</summary>
    public static Tensor empty(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("empty.memory_format", [rows, columns], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape whose elements are whatever the memory held.</summary>
    public static Tensor empty(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("empty.memory_format", [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape whose elements are whatever the memory held.</summary>
    public static Tensor empty(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Filled("empty.memory_format", [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with one number; its dtype is Int64 for a whole number, else the default dtype.</summary>
    public static Tensor full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full(size, value, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length filled with one number; its dtype is Int64 for a whole number, else the default dtype.</summary>
    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([size], value, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with one number; its dtype is Int64 for a whole number, else the default dtype.</summary>
    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([rows, columns], value, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with one number; its dtype is Int64 for a whole number, else the default dtype.</summary>
    public static Tensor full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([dim0, dim1, dim2], value, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with one number; its dtype is Int64 for a whole number, else the default dtype.</summary>
    public static Tensor full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([dim0, dim1, dim2, dim3], value, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length filled with one number; its dtype is Int64 for a whole number, else the default dtype.</summary>
    public static Tensor full(int size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([size], value, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with one number; its dtype is Int64 for a whole number, else the default dtype.</summary>
    public static Tensor full(int rows, int columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([rows, columns], value, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with one number; its dtype is Int64 for a whole number, else the default dtype.</summary>
    public static Tensor full(int dim0, int dim1, int dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([dim0, dim1, dim2], value, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape filled with one number; its dtype is Int64 for a whole number, else the default dtype.</summary>
    public static Tensor full(int dim0, int dim1, int dim2, int dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full([dim0, dim1, dim2, dim3], value, new TensorOptions(dtype, device, requires_grad, names));
}
