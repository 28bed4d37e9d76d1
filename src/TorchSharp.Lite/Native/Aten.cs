using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Calls of ATen operators by name. Omitted trailing arguments take the defaults of the operator's schema.</summary>
internal static class Aten
{
    private const int ScratchWordsOnStack = 64;

    /// <summary>Calls an operator that returns one tensor.</summary>
    public static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        Value result = default;
        Invoke(name, arguments, new Span<Value>(ref result));
        return new Tensor(result.Pointer);
    }

    /// <summary>Calls an operator for its effect alone.</summary>
    public static void Run(string name, params ReadOnlySpan<Argument> arguments) => Invoke(name, arguments, []);

    /// <summary>Calls an operator that returns two tensors.</summary>
    public static (Tensor, Tensor) Pair(string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<Value> results = stackalloc Value[2];
        Invoke(name, arguments, results);
        return (new Tensor(results[0].Pointer), new Tensor(results[1].Pointer));
    }

    /// <summary>Calls an operator that returns three tensors, some of which may be undefined, thus null.</summary>
    public static (Tensor?, Tensor?, Tensor?) Triple(string name, params ReadOnlySpan<Argument> arguments)
    {
        Span<Value> results = stackalloc Value[3];
        Invoke(name, arguments, results);
        return (results[0].ToTensorOrNull(), results[1].ToTensorOrNull(), results[2].ToTensorOrNull());
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    public static Tensor[] List(string name, params ReadOnlySpan<Argument> arguments)
    {
        Value result = default;
        Invoke(name, arguments, new Span<Value>(ref result));
        return result.ToTensors();
    }

    /// <summary>Calls an operator that returns a number or a truth value.</summary>
    public static Scalar Number(string name, params ReadOnlySpan<Argument> arguments)
    {
        Value result = default;
        Invoke(name, arguments, new Span<Value>(ref result));
        return result.ToScalar();
    }

    /// <summary>Calls an operator that returns a truth value.</summary>
    public static bool Test(string name, params ReadOnlySpan<Argument> arguments)
    {
        Value result = default;
        Invoke(name, arguments, new Span<Value>(ref result));
        return result.Integer != 0;
    }

    [SkipLocalsInit]
    private static unsafe void Invoke(string name, ReadOnlySpan<Argument> arguments, Span<Value> results)
    {
        var values = stackalloc Value[arguments.Length];
        int words = 0;
        foreach (ref readonly var argument in arguments) words += argument.ScratchWords;
        var scratch = words <= ScratchWordsOnStack ? stackalloc long[ScratchWordsOnStack] : new long[words];
        int produced;
        fixed (long* first = scratch)
        fixed (Value* firstResult = results)
        {
            var next = first;
            for (int k = 0; k < arguments.Length; k++) values[k] = arguments[k].Write(ref next);
            produced = NativeMethods.flor_call(Operator.Handle(name), values, arguments.Length, firstResult, results.Length);
        }
        foreach (ref readonly var argument in arguments) argument.KeepAlive();
        NativeError.Check(produced);
    }
}
