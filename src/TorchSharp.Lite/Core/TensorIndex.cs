using System.Globalization;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One index of a subscript: a number, a range, a tensor, a truth value, a new dimension or an ellipsis.</summary>
    public readonly struct TensorIndex
    {
        /// <summary>As many whole dimensions as there's room for.</summary>
        public static readonly TensorIndex Ellipsis = new(IndexKind.Ellipsis);

        /// <summary>A new dimension of length one.</summary>
        public static readonly TensorIndex None = new(IndexKind.None);

        /// <inheritdoc cref="None"/>
        public static readonly TensorIndex Null = new(IndexKind.None);

        /// <summary>A whole dimension.</summary>
        public static readonly TensorIndex Colon = new(IndexKind.Slice);

        private TensorIndex(IndexKind kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null)
        {
            Kind = kind;
            Start = start;
            Stop = stop;
            Step = step;
            TensorValue = tensor;
        }

        internal IndexKind Kind { get; }

        /// <summary>Start of a slice, or the number of a single index.</summary>
        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? TensorValue { get; }

        /// <summary>Every step-th index from start to before stop; null stands for the end, and for steps of one. Negative numbers count from the end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(IndexKind.Slice, start, stop, step);

        /// <inheritdoc cref="Slice(long?, long?, long?)"/>
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        /// <summary>The indices of a C# range.</summary>
        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd && range.Start.Value == 0 ? long.MaxValue : Position(range.Start),
            range.End.IsFromEnd && range.End.Value == 0 ? null : Position(range.End));

        /// <summary>A new dimension that is of length one for true and empty for false.</summary>
        public static TensorIndex Bool(bool value) => new(IndexKind.Bool, value ? 1 : 0);

        /// <summary>One index; the dimension disappears. Null is a new dimension.</summary>
        public static TensorIndex Single(long? index) => index is null ? None : new(IndexKind.Single, index);

        /// <summary>Many indices, or a mask.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Tensor, tensor: tensor);

        /// <summary>One index.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>A range.</summary>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <summary>A range.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>One index, perhaps from the end.</summary>
        public static implicit operator TensorIndex(Index index) => Single(Position(index));

        /// <summary>The tensor of indices; of a single index, a tensor without dimensions.</summary>
        /// <exception cref="InvalidOperationException">The index isn't a tensor, a number or a truth value.</exception>
        public static implicit operator Tensor(TensorIndex value) => value.Kind switch
        {
            IndexKind.Tensor => value.TensorValue!,
            IndexKind.Single => tensor(value.Start!.Value),
            IndexKind.Bool => tensor(value.Start != 0),
            _ => throw new InvalidOperationException($"The index {value} is no tensor."),
        };

        /// <summary>The index as it's written in Python.</summary>
        public override string ToString() => Kind switch
        {
            IndexKind.Ellipsis => "...",
            IndexKind.None => "None",
            IndexKind.Slice => string.Create(CultureInfo.InvariantCulture, $"{Start}:{Stop}{(Step is null ? "" : ":")}{Step}"),
            IndexKind.Single => Start!.Value.ToString(CultureInfo.InvariantCulture),
            IndexKind.Bool => Start != 0 ? "True" : "False",
            _ => TensorValue?.ToString() ?? "tensor",
        };

        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
