using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor as CLR values, in row-major order. Writes go through to a tensor on the CPU.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly Tensor _tensor;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;
    private readonly bool _owned;

    internal TensorAccessor(Tensor tensor)
    {
        Tensor.RequireElementType<T>(tensor.dtype);
        _owned = !tensor.is_cpu();
        _tensor = _owned ? tensor.cpu().DetachFromDisposeScope() : tensor;
        _shape = _tensor.shape;
        _strides = _tensor.stride();
        _contiguous = _tensor.is_contiguous();
        Count = _tensor.NumberOfElements;
    }

    /// <summary>The number of elements.</summary>
    public long Count { get; }

    /// <summary>The element at these indices.</summary>
    /// <exception cref="ArgumentException">There are more or fewer indices than dimensions.</exception>
    /// <exception cref="IndexOutOfRangeException">An index is out of range.</exception>
    public T this[params long[] indices]
    {
        get => At(Offset(indices));
        set => At(Offset(indices)) = value;
    }

    /// <summary>Whether elements at the same place are equal, one truth value each.</summary>
    public static Tensor operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left._tensor.eq(right._tensor);

    /// <summary>Whether elements at the same place differ, one truth value each.</summary>
    public static Tensor operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => left._tensor.ne(right._tensor);

    /// <summary>All elements, copied.</summary>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    /// <summary>All elements, copied to an array of the tensor's shape; a number without dimensions gives an array of one.</summary>
    public Array ToNDArray()
    {
        if (_shape.Length == 0) return ToArray();
        var array = Array.CreateInstance(typeof(T), _shape);
        ref var first = ref MemoryMarshal.GetArrayDataReference(array);
        var elements = MemoryMarshal.CreateSpan(
            ref Unsafe.As<byte, T>(ref first), array.Length);
        CopyTo(elements);
        return array;
    }

    /// <summary>Copies elements from <paramref name="tensorIndex"/> on to an array, as many as there are or fit.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyTo(T[], int, long)"/>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (count <= 0) return;
        if (_contiguous) Run(tensorIndex, count).CopyTo(target);
        else
            for (int k = 0; k < count; k++) target[k] = At(StridedOffset(tensorIndex + k));
        GC.KeepAlive(_tensor);
    }

    /// <summary>Copies numbers of an array over the elements from <paramref name="tensorIndex"/> on, as many as there are or fit.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyFrom(T[], int, long)"/>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Count - tensorIndex);
        for (int k = 0; k < count; k++) At(StridedOffset(tensorIndex + k)) = source[k];
        GC.KeepAlive(_tensor);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (long k = 0; k < Count; k++) yield return At(StridedOffset(k));
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the other accessor has equal elements in the same shape.</summary>
    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && _tensor.Equals(other._tensor);

    /// <inheritdoc/>
    public override int GetHashCode() => _tensor.GetHashCode();

    /// <summary>Frees the copy of a tensor that wasn't on the CPU; a tensor on the CPU stays the caller's.</summary>
    public void Dispose()
    {
        if (_owned) _tensor.Dispose();
    }

    private unsafe ref T At(long offset) => ref ((T*)_tensor.DataPointer)[offset];

    private unsafe ReadOnlySpan<T> Run(long start, int count) => new((T*)_tensor.DataPointer + start, count);

    private long StridedOffset(long position)
    {
        if (_contiguous) return position;
        long offset = 0;
        for (int k = _shape.Length - 1; k >= 0; k--)
        {
            offset += position % _shape[k] * _strides[k];
            position /= _shape[k];
        }
        return offset;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length != _shape.Length)
            throw new ArgumentException($"{_shape.Length} indices are needed, but {indices.Length} were given.", nameof(indices));
        long offset = 0;
        for (int k = 0; k < indices.Length; k++)
        {
            if (indices[k] < 0 || indices[k] >= _shape[k])
                throw new IndexOutOfRangeException($"Index {indices[k]} is out of range for dimension {k} of length {_shape[k]}.");
            offset += indices[k] * _strides[k];
        }
        return offset;
    }
}
