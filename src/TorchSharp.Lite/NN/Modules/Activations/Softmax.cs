using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>exp(x) over its sum along a dimension.</summary>
    public sealed class Softmax : ParameterLessModule<Tensor, Tensor>
    {
        internal Softmax(long dim)
            : base(nameof(Softmax))
        {
            this.dim = dim;
        }

        /// <summary>The dimension that sums to 1.</summary>
        public long dim { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.softmax(input, dim);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Softmax"/>
            public static Modules.Softmax Softmax(long dim) => new(dim);
        }
    }
}
