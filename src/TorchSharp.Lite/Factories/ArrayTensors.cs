using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Factories;

/// <summary>Tensors of numbers that lie in managed arrays; the numbers are copied.</summary>
internal static class ArrayTensors
{
    public static Tensor Of<T>(ReadOnlySpan<T> numbers, ReadOnlySpan<long> dimensions, TensorOptions options) where T : unmanaged
    {
        long expected = 1;
        foreach (var length in dimensions) expected *= length;
        if (expected != numbers.Length)
            throw new ArgumentException($"{numbers.Length} elements don't fill a tensor of shape [{string.Join(", ", dimensions.ToArray())}].", nameof(dimensions));
        var made = Aten.Call("empty.memory_format", dimensions, ElementTypes.Of<T>(), Argument.None, CPU);
        if (numbers.Length > 0) numbers.CopyTo(made.Elements<T>());
        return options.Convert(made);
    }

    public static Tensor Of<T>(IList<T> numbers, ReadOnlySpan<long> dimensions, TensorOptions options) where T : unmanaged =>
        Of(Span(numbers), dimensions, options);

    public static Tensor Of<T>(IList<T> numbers, TensorOptions options) where T : unmanaged
    {
        var span = Span(numbers);
        return Of(span, [span.Length], options);
    }

    /// <summary>Elements of a rectangular array of any rank, in its shape.</summary>
    public static Tensor Of<T>(Array numbers, TensorOptions options) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ref var first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(numbers));
        return Of(MemoryMarshal.CreateReadOnlySpan(ref first, numbers.Length), Shape(numbers), options);
    }

    public static Tensor OfOne<T>(T number, TensorOptions options) where T : unmanaged => Of(new ReadOnlySpan<T>(in number), [], options);

    public static Tensor OfScalar(Scalar scalar) => scalar.Type switch
    {
        ScalarType.Bool => OfOne(scalar.Integer != 0, default),
        ScalarType.Int64 => OfOne(scalar.Integer, default),
        ScalarType.Float64 => OfOne(scalar.Real, default),
        _ => OfOne(scalar.Complex, default),
    };

    public static long[] Shape(Array array)
    {
        var lengths = new long[array.Rank];
        for (int k = 0; k < lengths.Length; k++) lengths[k] = array.GetLongLength(k);
        return lengths;
    }

    private static ReadOnlySpan<T> Span<T>(IList<T> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return numbers switch
        {
            T[] array => array,
            List<T> list => CollectionsMarshal.AsSpan(list),
            _ => numbers.ToArray(),
        };
    }
}
