using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The matrix product, with the rules of broadcasting for batches and vectors.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The shapes do not fit.</exception>
        public Tensor matmul(Tensor target) => Aten.Call("matmul", this, target);

        /// <summary>The product of two matrices.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The shapes do not fit.</exception>
        public Tensor mm(Tensor target) => Aten.Call("mm", this, target);

        /// <summary>The product of a matrix and a vector.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The shapes do not fit.</exception>
        public Tensor mv(Tensor target) => Aten.Call("mv", this, target);

        /// <summary>The products of the matrices of two batches.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The shapes do not fit.</exception>
        public Tensor bmm(Tensor batch2) => Aten.Call("bmm", this, batch2);

        /// <summary>The inner product of two vectors.</summary>
        public Tensor dot(Tensor target) => Aten.Call("dot", this, target);

        /// <summary>The outer product of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Aten.Call("outer", this, vec2);

        /// <summary>The determinants of square matrices.</summary>
        public Tensor det() => Aten.Call("det", this);

        /// <summary>The inverses of square matrices.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">A matrix is singular.</exception>
        public Tensor inverse() => Aten.Call("inverse", this);

        /// <summary>The sum of the diagonal of a matrix.</summary>
        public Tensor trace() => Aten.Call("trace", this);
    }
}
