using TorchSharp.Factories;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The device that <see cref="set_default_device(Device)"/> chose, or null: libtorch's own default then.</summary>
    internal static Device? DefaultDeviceOrNull => _defaultDevice;

    /// <summary>A tensor with the given layout in memory whose elements are whatever the memory held.</summary>
    public static Tensor empty_strided(
        long[] size, long[] strides, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        new TensorOptions(dtype, device, requires_grad, names)
            .Finish(Aten.Call("empty_strided", size, strides, dtype, Argument.None, device ?? _defaultDevice));

    /// <summary>The numbers 0, 1, ... below <paramref name="stop"/>; Int64 if it's a whole number, else the default dtype.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>The numbers from <paramref name="start"/> in steps of one below <paramref name="stop"/>.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>The numbers from <paramref name="start"/> in steps before <paramref name="stop"/>; Int64 if all are whole numbers, else the default dtype.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        new TensorOptions(dtype, device, requires_grad)
            .Finish(Aten.Call("arange.start_step", start, stop, step, dtype, Argument.None, device ?? _defaultDevice));

    /// <summary>Evenly spaced numbers from start to end, both included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        new TensorOptions(dtype, device, requires_grad)
            .Finish(Aten.Call("linspace", start, end, steps, dtype, Argument.None, device ?? _defaultDevice));

    /// <summary>Powers of <paramref name="base"/> whose exponents are evenly spaced from start to end, both included.</summary>
    public static Tensor logspace(
        double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        new TensorOptions(dtype, device, requires_grad)
            .Finish(Aten.Call("logspace", start, end, steps, @base, dtype, Argument.None, device ?? _defaultDevice));

    /// <summary>A matrix with ones on its diagonal and zeros elsewhere; square when <paramref name="columns"/> is -1.</summary>
    public static Tensor eye(
        long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        new TensorOptions(dtype, device, requires_grad, names)
            .Finish(Aten.Call("eye.m", rows, columns < 0 ? rows : columns, dtype, Argument.None, device ?? _defaultDevice));

    /// <summary>Row and column indices of the elements on and below a diagonal.</summary>
    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.Call("tril_indices", row, col, offset, dtype, Argument.None, device ?? _defaultDevice);

    /// <summary>Row and column indices of the elements on and above a diagonal.</summary>
    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.Call("triu_indices", row, col, offset, dtype, Argument.None, device ?? _defaultDevice);

    private static Tensor Filled(string operation, ReadOnlySpan<long> size, TensorOptions options) =>
        options.Finish(Aten.Call(operation, size, options.Type, Argument.None, options.Device ?? _defaultDevice));

    private static Tensor Full(ReadOnlySpan<long> size, Scalar value, TensorOptions options) =>
        options.Finish(Aten.Call("full", size, value, options.Type, Argument.None, options.Device ?? _defaultDevice));

    private static Tensor Drawn(string operation, ReadOnlySpan<long> size, Generator? generator, TensorOptions options) =>
        options.Finish(Aten.Call(operation, size, generator, options.Type, Argument.None, options.Device ?? _defaultDevice));
}
