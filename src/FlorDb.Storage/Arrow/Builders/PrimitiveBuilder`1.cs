using System.Runtime.CompilerServices;

namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of numbers. <typeparamref name="T"/> is as for <see cref="PrimitiveArray{T}"/>.</summary>
public sealed class PrimitiveBuilder<T> : PrimitiveBuilder
    where T : unmanaged
{
    /// <summary>Begins a column.</summary>
    /// <exception cref="ArgumentException">Values of the type are not as wide as <typeparamref name="T"/>.</exception>
    public PrimitiveBuilder(FixedWidthType type)
        : base(type)
    {
        if (type.ByteWidth != Unsafe.SizeOf<T>()) throw new ArgumentException($"A {typeof(T).Name} can't hold a {type}.", nameof(type));
    }

    /// <summary>Appends a value.</summary>
    public void Append(T value)
    {
        Values.Append(value);
        MarkValue();
    }
}
