using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>What the subscript denotes: a view if no index is a tensor or a truth value, else a copy. Setting writes there.</summary>
        /// <exception cref="ArgumentException">There are more indices than dimensions.</exception>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is out of range, or a value doesn't fit.</exception>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements that tensors of indices, or masks, pick, as a copy. Setting writes there.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is out of range, or a value doesn't fit.</exception>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The slice at these indices of the first dimensions, a view; setting copies in.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => SetAt(value, indices);
        }

        /// <summary>The slice at this index of the first dimension, a view; setting copies in.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => At([i1]);
            set => SetAt(value, [i1]);
        }

        /// <summary>The slice at these indices of the first 2 dimensions, a view; setting copies in.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => SetAt(value, [i1, i2]);
        }

        /// <summary>The slice at these indices of the first 3 dimensions, a view; setting copies in.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At([i1, i2, i3]);
            set => SetAt(value, [i1, i2, i3]);
        }

        /// <summary>The slice at these indices of the first 4 dimensions, a view; setting copies in.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At([i1, i2, i3, i4]);
            set => SetAt(value, [i1, i2, i3, i4]);
        }

        /// <summary>The slice at these indices of the first 5 dimensions, a view; setting copies in.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At([i1, i2, i3, i4, i5]);
            set => SetAt(value, [i1, i2, i3, i4, i5]);
        }

        /// <summary>The slice at these indices of the first 6 dimensions, a view; setting copies in.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => At([i1, i2, i3, i4, i5, i6]);
            set => SetAt(value, [i1, i2, i3, i4, i5, i6]);
        }

        private Tensor At(ReadOnlySpan<long> indices)
        {
            var view = this;
            foreach (var index in indices)
            {
                var next = Aten.Call("select.int", view, 0L, index);
                if (!ReferenceEquals(view, this)) view.Dispose();
                view = next;
            }
            return ReferenceEquals(view, this) ? alias() : view;
        }

        private void SetAt(Tensor value, long[] indices) => index_put_(value, Array.ConvertAll(indices, index => TensorIndex.Single(index)));
    }
}
