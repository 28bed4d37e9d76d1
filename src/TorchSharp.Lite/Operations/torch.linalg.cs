using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra on batches of matrices.</summary>
    public static class linalg
    {
        /// <summary>The determinants of square matrices.</summary>
        public static Tensor det(Tensor input) => Aten.Call("linalg_det", input);

        /// <summary>The inverses of square matrices.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">A matrix is singular.</exception>
        public static Tensor inv(Tensor input) => Aten.Call("linalg_inv", input);

        /// <summary>The lower triangular factors of symmetric positive-definite matrices.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">A matrix is not positive-definite.</exception>
        public static Tensor cholesky(Tensor input) => Aten.Call("linalg_cholesky", input);
    }
}
