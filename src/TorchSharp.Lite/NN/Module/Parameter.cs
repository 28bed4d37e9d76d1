namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module trains.</summary>
    public class Parameter : torch.Tensor
    {
        /// <summary>
        /// Takes over a tensor's native handle: the given wrapper is invalid afterwards and this one stands in its dispose scope.
        /// </summary>
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(data)
        {
            this.requires_grad = requires_grad;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Parameter(Tensor, bool)"/>
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
