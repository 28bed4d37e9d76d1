using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The lengths of a tensor's dimensions.</summary>
    public readonly struct Size : IEnumerable<long>, IEquatable<Size>
    {
        private readonly long[]? _shape;

        /// <summary>The size with these lengths; the array is kept, not copied.</summary>
        public Size(long[] shape) => _shape = shape;

        /// <summary>The size with these lengths.</summary>
        public Size(IEnumerable<long> shape) => _shape = [.. shape];

        /// <summary>The size with these lengths.</summary>
        public Size(int[] shape) => _shape = Array.ConvertAll(shape, length => (long)length);

        /// <summary>The size of a vector.</summary>
        public Size(long size) => _shape = [size];

        /// <summary>The size of a vector.</summary>
        public Size(int size) => _shape = [size];

        /// <summary>The size of a matrix.</summary>
        public Size((long, long) shape) => _shape = [shape.Item1, shape.Item2];

        /// <summary>The size with these lengths.</summary>
        public Size((long, long, long) shape) => _shape = [shape.Item1, shape.Item2, shape.Item3];

        /// <summary>The size with these lengths.</summary>
        public Size((long, long, long, long) shape) => _shape = [shape.Item1, shape.Item2, shape.Item3, shape.Item4];

        /// <summary>The size with these lengths.</summary>
        public Size((long, long, long, long, long) shape) =>
            _shape = [shape.Item1, shape.Item2, shape.Item3, shape.Item4, shape.Item5];

        /// <summary>The size with these lengths.</summary>
        public Size((long, long, long, long, long, long) shape) =>
            _shape = [shape.Item1, shape.Item2, shape.Item3, shape.Item4, shape.Item5, shape.Item6];

        /// <summary>The size without dimensions.</summary>
        public static Size Empty => default;

        /// <summary>The number of dimensions.</summary>
        public int Length => Shape.Length;

        /// <summary>The lengths.</summary>
        public long[] Shape => _shape ?? [];

        /// <summary>Whether there are no dimensions.</summary>
        public bool IsEmpty => Length == 0;

        /// <summary>Whether this is the size of a tensor that holds a single number without dimensions.</summary>
        public bool IsScalar => IsEmpty;

        /// <summary>The length of a dimension.</summary>
        public long this[int idx] => Shape[idx];

        /// <summary>The length of a dimension.</summary>
        public long this[long idx] => Shape[idx];

        /// <summary>The size of a vector.</summary>
        public static implicit operator Size(long size) => new(size);

        /// <summary>The size with these lengths.</summary>
        public static implicit operator Size(long[] size) => new(size);

        /// <summary>The size of a matrix.</summary>
        public static implicit operator Size((long, long) size) => new(size);

        /// <summary>The size with these lengths.</summary>
        public static implicit operator Size((long, long, long) size) => new(size);

        /// <summary>The size with these lengths.</summary>
        public static implicit operator Size((long, long, long, long) size) => new(size);

        /// <summary>The size with these lengths.</summary>
        public static implicit operator Size((long, long, long, long, long) size) => new(size);

        /// <summary>The size with these lengths.</summary>
        public static implicit operator Size((long, long, long, long, long, long) size) => new(size);

        /// <summary>The dimensions of left followed by those of right.</summary>
        public static Size operator +(Size left, Size right) => new([.. left.Shape, .. right.Shape]);

        /// <summary>Whether all lengths are equal.</summary>
        public static bool operator ==(Size left, Size right) => left.Equals(right);

        /// <summary>Whether any length differs.</summary>
        public static bool operator !=(Size left, Size right) => !left.Equals(right);

        /// <summary>The number of elements.</summary>
        public long numel()
        {
            long count = 1;
            foreach (var length in Shape) count *= length;
            return count;
        }

        /// <summary>The dimensions from <paramref name="first"/> to before <paramref name="next"/>.</summary>
        public Size Slice(int first, int next) => new(Shape[first..next]);

        /// <inheritdoc/>
        public bool Equals(Size other) => Shape.AsSpan().SequenceEqual(other.Shape);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Size other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var length in Shape) hash.Add(length);
            return hash.ToHashCode();
        }

        /// <inheritdoc/>
        public IEnumerator<long> GetEnumerator() => Shape.AsEnumerable().GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
