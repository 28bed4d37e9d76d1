using System.Numerics;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>A tagged argument or result as it crosses the boundary.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct Value
{
    [FieldOffset(0)] public ValueTag Tag;
    [FieldOffset(4)] public int Length;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;

    /// <summary>The tensor that an operator returned, or null for an undefined one; the wrapper owns it.</summary>
    public readonly torch.Tensor? ToTensorOrNull() => Pointer == 0 ? null : new torch.Tensor(Pointer);

    /// <summary>The tensors of a list result; frees the list itself.</summary>
    public readonly torch.Tensor[] ToTensors()
    {
        var tensors = new torch.Tensor[Length];
        for (int k = 0; k < Length; k++)
            tensors[k] = new torch.Tensor(((nint*)Pointer)[k]);
        NativeMethods.flor_free(Pointer);
        return tensors;
    }

    /// <summary>The number that an operator returned.</summary>
    public readonly Scalar ToScalar() => Tag switch
    {
        ValueTag.Int => Integer,
        ValueTag.Double => Real,
        ValueTag.Bool => Integer != 0,
        ValueTag.Complex => ToComplex(),
        _ => throw new InvalidOperationException($"A number was expected of libtorch, but {Tag} came."),
    };

    private readonly Complex ToComplex()
    {
        var parts = (double*)Pointer;
        var number = new Complex(parts[0], parts[1]);
        NativeMethods.flor_free(Pointer);
        return number;
    }
}
