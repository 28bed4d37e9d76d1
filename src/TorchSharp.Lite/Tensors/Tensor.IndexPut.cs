using TorchSharp.Native;
using TorchSharp.Tensors;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <inheritdoc cref="this[TensorIndex[]]"/>
        public Tensor index(params TensorIndex[] indices)
        {
            using var subscript = new Subscript(this, indices);
            return subscript.Read();
        }

        /// <inheritdoc cref="this[Tensor[]]"/>
        public Tensor index(params Tensor[] indices) => Aten.Call("index.Tensor", this, Argument.Optional(indices));

        /// <summary>Writes to what the subscript denotes, in place, and returns this tensor.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, accumulate: false);

        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor number = ScalarLike(value);
            return index_put_(number, indices, accumulate: false);
        }

        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using Tensor number = ScalarLike(value);
            return index_put_(number, indices, accumulate: false);
        }

        /// <summary>Writes or adds to what the subscript denotes, in place, and returns this tensor.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var subscript = new Subscript(this, indices);
            subscript.Write(value, accumulate);
            return this;
        }

        /// <summary>Writes or adds, in place, to the elements that tensors of indices, or masks, pick, and returns this tensor.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            if (value.dtype == dtype) return InPlace("index_put_", this, Argument.Optional(indices), value, accumulate);
            using var converted = value.to(dtype, device);
            return InPlace("index_put_", this, Argument.Optional(indices), converted, accumulate);
        }

        private Tensor ScalarLike(Scalar value) => Aten.Call("scalar_tensor", value, dtype, Argument.None, device);
    }
}
