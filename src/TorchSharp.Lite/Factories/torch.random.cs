using TorchSharp.Factories;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of this shape of numbers drawn uniformly from [0, 1).</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("rand.generator", size, generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length of numbers drawn uniformly from [0, 1).</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("rand.generator", [size], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn uniformly from [0, 1).</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("rand.generator", [rows, columns], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn uniformly from [0, 1).</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("rand.generator", [dim0, dim1, dim2], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn uniformly from [0, 1).</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("rand.generator", [dim0, dim1, dim2, dim3], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length of numbers drawn uniformly from [0, 1).</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor rand(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("rand.generator", [size], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn uniformly from [0, 1).</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor rand(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("rand.generator", [rows, columns], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn uniformly from [0, 1).</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor rand(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("rand.generator", [dim0, dim1, dim2], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn uniformly from [0, 1).</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor rand(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("rand.generator", [dim0, dim1, dim2, dim3], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn from the standard normal distribution.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("randn.generator", size, generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length of numbers drawn from the standard normal distribution.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("randn.generator", [size], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn from the standard normal distribution.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("randn.generator", [rows, columns], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn from the standard normal distribution.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("randn.generator", [dim0, dim1, dim2], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn from the standard normal distribution.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("randn.generator", [dim0, dim1, dim2, dim3], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this length of numbers drawn from the standard normal distribution.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor randn(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("randn.generator", [size], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn from the standard normal distribution.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor randn(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("randn.generator", [rows, columns], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn from the standard normal distribution.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor randn(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("randn.generator", [dim0, dim1, dim2], generator, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>A tensor of this shape of numbers drawn from the standard normal distribution.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is integral.</exception>
    public static Tensor randn(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn("randn.generator", [dim0, dim1, dim2, dim3], generator, new TensorOptions(dtype, device, requires_grad, names));
}
