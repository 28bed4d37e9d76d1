using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements in another shape, a view if possible; one length may be -1, which is then worked out.</summary>
        public Tensor reshape(params long[] shape) => Aten.Call("reshape", this, shape);

        /// <summary>A view in another shape; one length may be -1, which is then worked out.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The strides allow no such view: use reshape.</exception>
        public Tensor view(params long[] shape) => Aten.Call("view", this, shape);

        /// <summary>A view in the shape of another tensor.</summary>
        public Tensor view_as(Tensor other) => Aten.Call("view_as", this, other);

        /// <summary>The dimensions from start to end made one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.Call("flatten.using_ints", this, start_dim, end_dim);

        /// <summary>A dimension split into several.</summary>
        public Tensor unflatten(long dim, params long[] sizes) =>
            reshape([.. shape[..Index(dim)], .. sizes, .. shape[(Index(dim) + 1)..]]);

        private int Index(long dim) => (int)(dim < 0 ? dim + ndim : dim);

        /// <summary>Two dimensions exchanged.</summary>
        public Tensor transpose(long dim0, long dim1) => Aten.Call("transpose.int", this, dim0, dim1);

        /// <summary>The transpose of a matrix; a vector stays as it is.</summary>
        public Tensor t() => Aten.Call("t", this);

        /// <summary>The dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => Aten.Call("permute", this, permutation);

        /// <summary>The dimensions in another order.</summary>
        public Tensor permute(IEnumerable<long> permutation) => permute([.. permutation]);

        /// <summary>A dimension of length one added.</summary>
        public Tensor unsqueeze(long dim) => Aten.Call("unsqueeze", this, dim);

        /// <summary>A dimension of length one added, in place.</summary>
        public Tensor unsqueeze_(long dim) => InPlace("unsqueeze_", this, dim);

        /// <summary>A dimension (all for null) removed if its length is one.</summary>
        public Tensor squeeze(long? dim = null) =>
            dim is { } one ? Aten.Call("squeeze.dim", this, one) : Aten.Call("squeeze", this);

        /// <summary>A dimension (all for null) removed, in place, if its length is one.</summary>
        public Tensor squeeze_(long? dim = null) => dim is { } one ? InPlace("squeeze_.dim", this, one) : InPlace("squeeze_", this);

        /// <summary>A view in which dimensions of length one repeat; -1 keeps a length.</summary>
        public Tensor expand(params long[] sizes) => Aten.Call("expand", this, sizes);

        /// <summary>A view in which dimensions of length one repeat; -1 keeps a length.</summary>
        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.Call("expand", this, sizes, isImplicit);

        /// <summary>A view in which dimensions of length one repeat; -1 keeps a length.</summary>
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Aten.Call("expand", this, sizes, isImplicit);

        /// <summary>A view in which dimensions of length one repeat; -1 keeps a length.</summary>
        public Tensor expand(Size sizes, bool isImplicit = false) => Aten.Call("expand", this, sizes.Shape, isImplicit);

        /// <summary>A view in the shape of another tensor, in which dimensions of length one repeat.</summary>
        public Tensor expand_as(Tensor other) => Aten.Call("expand_as", this, other);

        /// <summary>A view in another shape by the rules of broadcasting.</summary>
        public Tensor broadcast_to(params long[] shape) => Aten.Call("broadcast_to", this, shape);

        /// <summary>A copy that is repeated along each dimension.</summary>
        public Tensor repeat(params long[] sizes) => Aten.Call("repeat", this, sizes);

        /// <summary>A copy that is repeated along the last dimensions.</summary>
        public Tensor tile(long[] reps) => Aten.Call("tile", this, reps);

        /// <summary>A copy in which each element, or each slice along a dimension, is repeated.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.Call("repeat_interleave.self_int", this, repeats, dim, output_size);

        /// <summary>A copy in which each element, or each slice along a dimension, is repeated.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.Call("repeat_interleave.self_Tensor", this, repeats, dim, output_size);

        /// <summary>The order along dimensions reversed.</summary>
        public Tensor flip(params long[] dims) => Aten.Call("flip", this, dims);

        /// <summary>The elements shifted around, along a dimension or in row-major order.</summary>
        public Tensor roll(long shifts, long? dims = null) =>
            Aten.Call("roll", this, new[] { shifts }, dims is { } dim ? [dim] : Array.Empty<long>());

        /// <summary>The elements shifted around in row-major order.</summary>
        public Tensor roll(long[] shifts) => Aten.Call("roll", this, shifts);

        /// <summary>The elements shifted around along dimensions.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Aten.Call("roll", this, shifts, dims);

        /// <summary>The elements on and below a diagonal, zeros elsewhere.</summary>
        public Tensor tril(long diagonal = 0) => Aten.Call("tril", this, diagonal);

        /// <summary>The elements on and above a diagonal, zeros elsewhere.</summary>
        public Tensor triu(long diagonal = 0) => Aten.Call("triu", this, diagonal);

        /// <summary>A matrix with this vector on a diagonal, or a diagonal of this matrix.</summary>
        public Tensor diag(long diagonal = 0) => Aten.Call("diag", this, diagonal);

        /// <summary>All windows of a size along a dimension, step apart, as a view with one more dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => Aten.Call("unfold", this, dimension, size, step);

        /// <summary>A view with any layout on the same storage.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            Aten.Call("as_strided", this, size, strides, storageOffset);
    }
}
