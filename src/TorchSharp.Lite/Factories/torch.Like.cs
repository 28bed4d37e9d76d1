using TorchSharp.Factories;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Zeros in the shape of <paramref name="input"/>, of its dtype and on its device unless others are given.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like("zeros_like", input, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>Ones in the shape of <paramref name="input"/>, of its dtype and on its device unless others are given.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like("ones_like", input, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>Whatever the memory held in the shape of <paramref name="input"/>, of its dtype and on its device unless others are given.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like("empty_like", input, new TensorOptions(dtype, device, requires_grad, names));

    /// <summary>One number in the shape of <paramref name="input"/>, of its dtype and on its device unless others are given.</summary>
    public static Tensor full_like(
        Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        new TensorOptions(dtype, device, requires_grad, names).Finish(Aten.Call("full_like", input, value, dtype, Argument.None, device));

    /// <summary>Numbers drawn uniformly from [0, 1) in the shape of <paramref name="input"/>.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like("rand_like", input, new TensorOptions(dtype, device, requires_grad));

    /// <summary>Numbers drawn from the standard normal distribution in the shape of <paramref name="input"/>.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like("randn_like", input, new TensorOptions(dtype, device, requires_grad));

    /// <summary>Whole numbers drawn from [low, high) in the shape of <paramref name="input"/>.</summary>
    public static Tensor randint_like(
        Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        new TensorOptions(dtype, device, requires_grad)
            .Finish(Aten.Call("randint_like.low_dtype", input, low, high, dtype, Argument.None, device));

    private static Tensor Like(string operation, Tensor input, TensorOptions options) =>
        options.Finish(Aten.Call(operation, input, options.Type, Argument.None, options.Device));
}
