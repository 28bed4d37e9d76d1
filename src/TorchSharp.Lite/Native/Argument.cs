using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>An argument of an operator: lives on the caller's stack and keeps what it refers to alive.</summary>
internal readonly struct Argument
{
    private readonly object? _object;
    private readonly long _bits;
    private readonly ValueTag _tag;
    private readonly int _length;

    private Argument(ValueTag tag, long bits = 0, object? kept = null, int length = 0)
    {
        _tag = tag;
        _bits = bits;
        _object = kept;
        _length = length;
    }

    public static Argument None => default;

    public static implicit operator Argument(Tensor? tensor) => tensor is null ? None : new(ValueTag.Tensor, tensor.Handle, tensor);

    public static implicit operator Argument(long number) => new(ValueTag.Int, number);

    public static implicit operator Argument(double number) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(number));

    public static implicit operator Argument(bool value) => new(ValueTag.Bool, value ? 1 : 0);

    public static implicit operator Argument(long? number) => number is { } value ? value : None;

    public static implicit operator Argument(double? number) => number is { } value ? value : None;

    public static implicit operator Argument(bool? flag) => flag is { } value ? value : None;

    public static implicit operator Argument(ScalarType type) => new(ValueTag.Int, (long)type);

    public static implicit operator Argument(ScalarType? type) => type is { } value ? value : None;

    public static implicit operator Argument(string? text) => text is null ? None : new(ValueTag.String, 0, text, Encoding.UTF8.GetByteCount(text));

    public static implicit operator Argument(long[]? numbers) => numbers is null ? None : new(ValueTag.IntList, 0, numbers, numbers.Length);

    public static implicit operator Argument(ReadOnlySpan<long> numbers) => numbers.ToArray();

    public static implicit operator Argument(double[]? numbers) => numbers is null ? None : new(ValueTag.DoubleList, 0, numbers, numbers.Length);

    public static implicit operator Argument(Tensor[]? tensors) => tensors is null ? None : new(ValueTag.TensorList, 0, tensors, tensors.Length);

    public static implicit operator Argument(Device? device) =>
        device is null ? None : new(ValueTag.Device, device.index, null, (int)device.type);

    public static implicit operator Argument(Generator? generator) =>
        generator is null ? None : new(ValueTag.Generator, generator.Handle, generator);

    public static implicit operator Argument(Scalar? scalar) => scalar is null ? None : scalar.ToArgument();

    public static implicit operator Argument(Complex number) => new(ValueTag.Complex, 0, number, 2);

    /// <summary>A list of tensors in which null stands for "all of this dimension".</summary>
    public static Argument Optional(Tensor?[] tensors) => new(ValueTag.OptionalTensorList, 0, tensors, tensors.Length);

    /// <summary>How many 8-byte words of scratch memory <see cref="Write"/> needs.</summary>
    public int ScratchWords => _tag switch
    {
        ValueTag.IntList or ValueTag.DoubleList or ValueTag.TensorList or ValueTag.OptionalTensorList or ValueTag.Complex => _length,
        ValueTag.String => (_length / sizeof(long)) + 1,
        _ => 0,
    };

    /// <summary>The native form; lists are copied to <paramref name="scratch"/>, which moves on.</summary>
    public unsafe Value Write(ref long* scratch)
    {
        var value = new Value { Tag = _tag, Length = _length, Integer = _bits };
        if (ScratchWords is var words and > 0)
        {
            value.Pointer = (nint)scratch;
            WriteList(new Span<long>(scratch, words));
            scratch += words;
        }
        return value;
    }

    /// <summary>Keeps the referenced object from being finalized before this point.</summary>
    public void KeepAlive() => GC.KeepAlive(_object);

    private void WriteList(Span<long> scratch)
    {
        switch (_object)
        {
            case long[] numbers: numbers.CopyTo(scratch); break;
            case double[] numbers: numbers.CopyTo(Reinterpret<double>(scratch)); break;
            case string text: Encoding.UTF8.GetBytes(text, Reinterpret<byte>(scratch)); break;
            case Complex number: (Reinterpret<double>(scratch)[0], Reinterpret<double>(scratch)[1]) = (number.Real, number.Imaginary); break;
            case Tensor?[] tensors:
                for (int k = 0; k < tensors.Length; k++) scratch[k] = tensors[k]?.Handle ?? 0;
                break;
            default: throw new InvalidOperationException($"An argument of kind {_tag} has nothing to copy.");
        }
    }

    private static Span<T> Reinterpret<T>(Span<long> words) where T : unmanaged =>
        MemoryMarshal.Cast<long, T>(words);
}
