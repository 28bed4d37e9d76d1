using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Factories;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor with the shape of the array, over the same memory.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A tensor with the shape of the array, over the same memory unless dtype or device require a copy.</summary>
    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return new TensorOptions(dtype, device, requires_grad, names).Convert(Over(rawArray, 0, ArrayTensors.Shape(rawArray), ElementTypeOf(rawArray)));
    }

    /// <summary>A 1-d tensor over the array's memory, read as another dtype; count and offset are in elements of the array.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Count and offset reach beyond the array.</exception>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        if (count < 0) count = rawArray.LongLength - offset;
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count + offset, rawArray.LongLength, nameof(count));
        var elementSize = BytesOf(ElementTypeOf(rawArray));
        var made = Over(rawArray, offset * elementSize, [count * elementSize / BytesOf(dtype)], dtype);
        return new TensorOptions(dtype, CPU, requires_grad).Finish(made);
    }

    /// <summary>A tensor with the shape and a copy of the elements of the array.</summary>
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null)
    {
        using var shared = Over(data, 0, ArrayTensors.Shape(data), ElementTypeOf(data));
        return new TensorOptions(dtype, device).Convert(shared.clone());
    }

    /// <summary>The tensor itself, or a copy of another dtype or on another device if asked for.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        data.to(dtype ?? data.dtype, device ?? data.device);

    private static ScalarType ElementTypeOf(Array array) => ElementTypes.OfType(array.GetType().GetElementType()!);

    private static long BytesOf(ScalarType dtype)
    {
        using var probe = empty(0, dtype, CPU);
        return probe.ElementSize;
    }

    private static unsafe Tensor Over(Array array, long byteOffset, long[] shape, ScalarType dtype)
    {
        var pin = new PinnedGCHandle<Array>(array);
        ref var first = ref MemoryMarshal.GetArrayDataReference(array);
        fixed (long* lengths = shape)
        {
            var handle = NativeMethods.flor_tensor_over(
                (byte*)Unsafe.AsPointer(ref first) + byteOffset, lengths, shape.Length, (int)dtype, &Unpin, PinnedGCHandle<Array>.ToIntPtr(pin));
            return new Tensor(NativeError.CheckHandle(handle));
        }
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint pin) => PinnedGCHandle<Array>.FromIntPtr(pin).Dispose();
}
