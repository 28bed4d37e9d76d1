using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view of a range along a dimension.</summary>
        public Tensor narrow(long dim, long start, long length) => Aten.Call("narrow", this, dim, start, length);

        /// <summary>A view of every step-th slice from start to before finish along a dimension.</summary>
        public Tensor slice(long dim, long start, long finish, long step) =>
            Aten.Call("slice.Tensor", this, dim, start, finish, step);

        /// <summary>A view of one slice along a dimension, which disappears.</summary>
        public Tensor select(long dim, long index) => Aten.Call("select.int", this, dim, index);

        /// <summary>Views of parts of a size along a dimension; the last may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0) => Aten.List("split.Tensor", this, size, (long)dim);

        /// <summary>Views of parts of these sizes along a dimension.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => Aten.List("split_with_sizes", this, sizes, dim);

        /// <summary>Views of parts of these sizes along a dimension.</summary>
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => Aten.List("split_with_sizes", this, sizes, dim);

        /// <summary>Views of parts of these sizes along the first dimension.</summary>
        public Tensor[] split(params long[] sizes) => Aten.List("split_with_sizes", this, sizes);

        /// <summary>Views of at most this many equal parts along a dimension; the last may be smaller.</summary>
        public Tensor[] chunk(long chunks, long dim = 0) => Aten.List("chunk", this, chunks, dim);

        /// <summary>Views of all slices along a dimension, which disappears.</summary>
        public Tensor[] unbind(long dimension = 0) => Aten.List("unbind.int", this, dimension);

        /// <summary>The elements along a dimension that an index tensor picks.</summary>
        public Tensor gather(long dim, Tensor index) => Aten.Call("gather", this, dim, index);

        /// <summary>Elements of src put where an index tensor says along a dimension.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.Call("scatter.src", this, dim, index, src);

        /// <summary>Elements of src put, in place, where an index tensor says along a dimension.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace("scatter_.src", this, dim, index, src);

        /// <summary>Elements of src added where an index tensor says along a dimension.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.Call("scatter_add", this, dim, index, src);

        /// <summary>Elements of src added, in place, where an index tensor says along a dimension.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace("scatter_add_", this, dim, index, src);

        /// <summary>The slices along a dimension with these indices.</summary>
        public Tensor index_select(long dim, Tensor index) => Aten.Call("index_select", this, dim, index);

        /// <summary>alpha times slices of source added to the slices with these indices.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.Call("index_add", this, dim, index, source, alpha);

        /// <summary>alpha times slices of source added, in place, to the slices with these indices.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            InPlace("index_add_", this, dim, index, source, alpha);

        /// <summary>One number where the mask is true, this elsewhere.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.Call("masked_fill.Scalar", this, mask, value);

        /// <summary>Puts one number where the mask is true, in place.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace("masked_fill_.Scalar", this, mask, value);

        /// <summary>The elements where the mask is true, in one dimension.</summary>
        public Tensor masked_select(Tensor mask) => Aten.Call("masked_select", this, mask);

        /// <summary>This where the condition is true, y elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Aten.Call("where.self", condition, this, y);

        /// <summary>The indices of all elements that are not zero, one a row.</summary>
        public Tensor nonzero() => Aten.Call("nonzero", this);
    }
}
