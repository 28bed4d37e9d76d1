using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The largest element.</summary>
        public Tensor max() => Aten.Call("max", this);

        /// <summary>The larger of two, element by element.</summary>
        public Tensor max(Tensor other) => Aten.Call("max.other", this, other);

        /// <summary>The largest elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.Pair("max.dim", this, dim, keepdim);

        /// <summary>Where the largest element is, in row-major order.</summary>
        public Tensor argmax() => Aten.Call("argmax", this);

        /// <summary>Where the largest elements along a dimension are.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Aten.Call("argmax", this, dim, keepdim);

        /// <summary>The largest elements along dimensions, all for none.</summary>
        public Tensor amax(params long[] dims) => Aten.Call("amax", this, dims);

        /// <summary>The largest elements along dimensions, written to <paramref name="out"/> when it is given.</summary>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.Call("amax", this, dims, keepdim) : @out.InPlace("amax.out", this, dims, keepdim, @out);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Aten.Call("min", this);

        /// <summary>The smaller of two, element by element.</summary>
        public Tensor min(Tensor other) => Aten.Call("min.other", this, other);

        /// <summary>The smallest elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.Pair("min.dim", this, dim, keepdim);

        /// <summary>Where the smallest element is, in row-major order.</summary>
        public Tensor argmin() => Aten.Call("argmin", this);

        /// <summary>Where the smallest elements along a dimension are.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Aten.Call("argmin", this, dim, keepdim);

        /// <summary>The smallest elements along dimensions, all for none.</summary>
        public Tensor amin(params long[] dims) => Aten.Call("amin", this, dims);

        /// <summary>The smallest elements along dimensions, written to <paramref name="out"/> when it is given.</summary>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.Call("amin", this, dims, keepdim) : @out.InPlace("amin.out", this, dims, keepdim, @out);

        /// <summary>The k largest (or smallest) elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.Pair("topk", this, (long)k, (long)dim, largest, sorted);

        /// <summary>The elements in order along a dimension and where they were.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Aten.Pair("sort.stable", this, stable, dim, descending);

        /// <summary>Where the elements, in order along a dimension, are.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Aten.Call("argsort", this, dim, descending);

        /// <summary>The median of all elements; of an even number the lower of the middle two.</summary>
        public Tensor median() => Aten.Call("median", this);

        /// <summary>The different elements, or slices along a dimension; and if asked for, where each went and how often it occurs.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            Distinct(sorted, return_inverse, return_counts, dim);

        private (Tensor, Tensor?, Tensor?) Distinct(bool sorted, bool inverse, bool counted, int? dim)
        {
            var (output, indices, counts) = dim is { } along
                ? Aten.Triple("unique_dim", this, (long)along, sorted, inverse, counted)
                : Aten.Triple("_unique2", this, sorted, inverse, counted);
            if (!inverse) indices?.Dispose();
            if (!counted) counts?.Dispose();
            return (output!, inverse ? indices : null, counted ? counts : null);
        }
    }
}
